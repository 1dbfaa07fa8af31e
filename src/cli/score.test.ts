import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { traceHash } from '#domain/scoring/trace-json.ts';
import { answeredVisit, published } from '#testing/answered-visit.ts';
import { problemText, ScoreProblem } from './score-problem.ts';
import { scoreText } from './score-text.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tilik-score-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a person would, on a file with this content. */
async function score(content: unknown): Promise<Outcome> {
  const file = path.join(folder, 'answers.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return await command(file);
}

async function command(...files: readonly string[]): Promise<Outcome> {
  return await new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/cli/score.ts', ...files],
      { maxBuffer: 50_000_000 },
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}

function codes({ stderr }: Outcome): readonly string[] {
  return [...stderr.matchAll(/^(\w+): /gm)].map(([, code]) => code ?? '');
}

describe('npm run score', () => {
  test('prints total, category, zone, dimensions and the trace of a whole visit', async () => {
    const instrument = await published('ombudsman-2023');
    const visit = answeredVisit(instrument, (indicator, n) => indicator.options.at(n % 7 === 3 ? -2 : -1)?.points);
    const answers = [...visit.answers].map(([key, [value]]) => {
      const [subject, indicator] = key.split('/');
      return { subject, indicator, option: value?.kind === 'option' ? value.option : undefined };
    });
    const { exitCode, stdout, stderr } = await score({
      instrument: 'ombudsman-2023',
      subjects: visit.subjects,
      answers,
    });
    const output: unknown = JSON.parse(stdout);
    const result = scoreVisit(instrument, visit);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(output).toMatchObject({
      instrument: { id: 'ombudsman-2023', version: 1 },
      total: result.rounded?.low,
      category: 'A',
      zone: 'green',
      isComplete: true,
      traceHash: await traceHash(result),
      trace: {
        trace: {
          level: 'total',
          children: [{ id: 'input' }, { id: 'process' }, { id: 'output' }, { id: 'complaints' }],
        },
      },
    });
    expect(output).toHaveProperty('dimensions[2].id', 'output');
  });

  test('takes the short form and shows what is still open as a range', async () => {
    const answers = { charter: 1, motto: 'absent', requirements: [1, '1'], 'product-2/fee': 0 };
    const { exitCode, stdout } = await score({
      instrument: { id: 'ombudsman-2013-2019', version: 1 },
      samples: { product: 2 },
      answers,
    });
    expect(exitCode).toBe(0);
    // Sure: charter 11.111111 and requirements 11.111111 × 20 % = 2.2222222; lost: motto 11.111111 / 2 and half of fee 1.1111111.
    expect(JSON.parse(stdout)).toMatchObject({
      total: null,
      range: { low: '13.33', high: '93.33' },
      category: null,
      zone: null,
      categories: ['high', 'medium', 'low'],
      open: { answered: 5 },
    });
  });

  test('takes dimension scores, and an instrument written into the file', async () => {
    const instrument = await published('ombudsman-2022');
    const given = { input: '87.995', process: 87.995, output: '87.995', complaints: '87.995' };
    const { stdout } = await score({ instrument, dimensionScores: given });
    expect(JSON.parse(stdout)).toMatchObject({
      total: '88.00',
      category: 'A',
      dimensions: [{ id: 'input', score: '88.00', contribution: { low: '19.23' } }, {}, {}, {}],
    });
  });
});

describe('npm run score refuses, in one sentence for each fault and without a stack,', () => {
  const visit = (answers: unknown, more: object = {}) => ({ instrument: 'ombudsman-2023', answers, ...more });
  test.each<[string, unknown, readonly string[], string]>([
    ['what is not JSON', '{"instrument": ', ['malformed'], 'answers.json'],
    ['JSON that is neither form', [], ['malformed'], 'neither "answers" nor "dimensionScores"'],
    ['both forms at once', visit([], { dimensionScores: {} }), ['malformed'], 'both'],
    ['an unknown member', visit([], { colour: 'red' }), ['malformed'], '"colour"'],
    ['a wrong type', visit([{ indicator: 7 }]), ['malformed'], 'answers[0].indicator'],
    ['an unknown instrument', { instrument: 'ombudsman-2024', answers: [] }, ['unknownInstrument'], '"ombudsman-2023"'],
    [
      'an unknown version',
      { instrument: { id: 'ombudsman-2023', version: 9 }, answers: [] },
      ['unknownInstrument'],
      'version 9',
    ],
    ['an unknown indicator', visit({ moto: 1 }), ['unknownIndicator'], '"motto"'],
    ['an unknown option', visit([{ indicator: 'motto', option: 'red' }]), ['unknownOption'], 'answers[0]'],
    ['points that no option has', visit({ motto: '2.5' }), ['unknownOption'], '"visible" (2)'],
    ['two answers in one', visit([{ indicator: 'motto', option: 'none', points: 0 }]), ['malformed'], 'exactly one'],
    ['an answer without a subject', visit([{ indicator: 'undue-delay', points: 1 }]), ['unknownSubject'], '"user-1"'],
    [
      'a subject of another kind',
      visit([{ indicator: 'undue-delay', subject: 'o1', points: 1 }], { subjects: [{ id: 'o1', kind: 'officer' }] }),
      ['unknownSubject'],
      'officer',
    ],
    [
      'an unlisted subject',
      visit([{ indicator: 'undue-delay', subject: 'u2', points: 1 }], { subjects: [{ id: 'u1', kind: 'user' }] }),
      ['unknownSubject'],
      '"u2"',
    ],
    ['an unknown kind', visit([], { samples: { guest: 3 } }), ['unknownKind'], '"user"'],
    ['"not applicable" where it is not allowed', visit({ motto: null }), ['notApplicableNotAllowed'], '"motto"'],
    [
      'the same answer twice',
      visit([
        { indicator: 'motto', points: 1 },
        { indicator: 'motto', points: 1 },
      ]),
      ['answeredTwice'],
      'answers[1]',
    ],
    [
      'an unknown dimension',
      { instrument: 'ombudsman-2022', dimensionScores: { proces: 80 } },
      ['unknownDimension'],
      '"process"',
    ],
    [
      'a score over 100',
      { instrument: 'ombudsman-2022', dimensionScores: { input: '100.01' } },
      ['scoreOutOfRange'],
      'input',
    ],
    [
      'a decimal comma',
      { instrument: 'ombudsman-2022', dimensionScores: { input: '91,2' } },
      ['scoreOutOfRange'],
      'decimal point',
    ],
    [
      'several things, each by name',
      visit({ moto: 1, motto: 9 }),
      ['unknownIndicator', 'unknownOption'],
      'answers["motto"]',
    ],
  ])('%s', async (_, content, expected, words) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const problem = await scoreText(text, 'answers.json').catch((error: unknown) => error);
    if (!(problem instanceof ScoreProblem)) throw new Error('The file was scored.');
    expect(problem.faults.map(({ code }) => code)).toEqual(expected);
    expect(problemText(problem)).toContain(words);
  });

  test('on standard error alone, with exit code 1', async () => {
    const outcome = await score(visit({ moto: 1, motto: 9 }));
    expect([outcome.exitCode, outcome.stdout]).toEqual([1, '']);
    expect(outcome.stderr).toBe(
      [
        'unknownIndicator: ombudsman-2023 has no indicator "moto".',
        '  where: answers["moto"]',
        '  do: Use one of its ids; near are "motto", "fee", "product".',
        'unknownOption: "motto" has no option "9".',
        '  where: answers["motto"]',
        '  do: Choose one, by id or points: "none" (0), "hard-to-see" (1), "visible" (2), "visible-and-online" (3).',
        '',
      ].join('\n'),
    );
  });

  test('an instrument whose weights do not sum, naming the place', async () => {
    const instrument = structuredClone(await published('ombudsman-2022'));
    const [first, ...others] = instrument.dimensions;
    const outcome = await score({
      instrument: { ...instrument, dimensions: [{ ...first, weight: '21.86' }, ...others] },
      answers: [],
    });
    expect([outcome.exitCode, codes(outcome)]).toEqual([1, ['badInstrument']]);
    expect(outcome.stderr).toContain('The weights here sum to 100.01');
    expect(outcome.stderr).toContain('where: instrument.dimensions');
  });

  test('a file that is not there, and no file at all', async () => {
    const missing = await command(path.join(folder, 'nothing.json'));
    expect([missing.exitCode, codes(missing)]).toEqual([1, ['cannotRead']]);
    const none = await command();
    expect([none.exitCode, codes(none)]).toEqual([1, ['usage']]);
  });
});
