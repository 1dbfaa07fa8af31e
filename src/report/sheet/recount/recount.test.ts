import { describe, expect, test } from 'vitest';
import { NodeId, SubjectId, SubjectKindId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { answerKey, indicatorsOf, subjectsOf } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { recalculated } from '#testing/recalculated.ts';
import { aField, aFinishedVisit, anEntry, inputOf, uuid } from '#testing/report-visit.ts';
import { buildReport } from '../../build-report.ts';
import type { ReportInput } from '../../report-input.ts';
import { workbook } from '../workbook.ts';

/** The whole visit as sheets, its figures by another program's engine and as they stand in the cells. */
function recount(input: ReportInput) {
  const report = buildReport(input);
  const sheets = workbook(report);
  return { report, sheets, cells: recalculated(sheets) };
}

/** Every cell of formulas gives what stands in it, and the total is the score's own. */
function expectTheVeryTotal({ report, sheets, cells }: ReturnType<typeof recount>): void {
  let formulas = 0;
  for (const { name, rows } of sheets)
    for (const [r, row] of rows.entries())
      for (const [c, cell] of row.entries()) {
        if (cell?.kind !== 'formula') continue;
        formulas++;
        const found = cells(name, r + 1, c + 1);
        if (typeof cell.value === 'number') expect(found, cell.formula).toBeCloseTo(cell.value, 8);
        else expect(found, cell.formula).toBe(cell.value);
      }
  expect(formulas).toBeGreaterThan(report.answers.length * 2);
  expect(report.score?.isComplete).toBe(true);
  expect(cells('Hitungan', 4, 3)).toBe(Number(report.score?.range.low.decimal));
  expect(cells('Hitungan', 5, 3)).toContain(report.score?.category?.label);
  expect(cells('Hitungan', 7, 3)).toBe('Sama');
}

function answered(instrument: Instrument, view: VisitView, choose: (at: number) => number): VisitView {
  const answers = new Map(view.answers);
  let at = 0;
  for (const indicator of indicatorsOf(instrument))
    for (const subject of subjectsOf(instrument, view, indicator.subject)) {
      const pick = choose(at++);
      const key = answerKey(subject, indicator.id);
      const option = indicator.options[pick % indicator.options.length];
      if (option === undefined) throw new Error('No options.');
      const isLeftOut = pick % 5 === 4 && indicator.notApplicableAllowed;
      answers.set(
        key,
        aField(
          `answer/1/${key}`,
          isLeftOut
            ? { kind: 'not-applicable' as const, reason: 'Tidak ada di kantor ini.' }
            : { kind: 'option' as const, option: option.id },
        ),
      );
    }
  return { ...view, answers };
}

const published = ['ombudsman-2013-2019', 'ombudsman-2022', 'ombudsman-2023'] as const;

describe.each(published)('the workbook of %s', (instrument) => {
  test.each([1, 2, 3, 4, 5, 6])('recalculated gives the very total of the score, answers %i', async (seed) => {
    const { input } = await aFinishedVisit({ instrument, users: 3 + seed });
    const view = answered(input.instrument, input.view, (at) => (at * 7919 + seed * 104_729) % 97);
    expectTheVeryTotal(recount(inputOf(input.instrument, closed(input.instrument, view))));
  });

  test('moves the total when an answer is changed in the sheet as the score moves by that answer', async () => {
    const { input } = await aFinishedVisit({ instrument });
    const all = (pick: number) =>
      inputOf(
        input.instrument,
        closed(
          input.instrument,
          answered(input.instrument, input.view, () => pick),
        ),
      );
    const [lowest, other] = [buildReport(all(0)), buildReport(all(1))];
    const sheets = workbook(lowest);
    const chosen = workbook(other).find(({ name }) => name === 'Poin');
    const changed = sheets.map((sheet) =>
      sheet.name === 'Poin'
        ? {
            ...sheet,
            rows: sheet.rows.map((row, r) => row.map((cell, c) => (c === 3 ? (chosen?.rows[r]?.[c] ?? cell) : cell))),
          }
        : sheet,
    );
    expect(recalculated(changed)('Hitungan', 4, 3)).toBe(Number(other.score?.range.low.decimal));
    expect(recalculated(changed)('Hitungan', 7, 3)).toBe('Berbeda');
  });
});

/** Samples that end where they stand, so that the score is settled. */
function closed(instrument: Instrument, view: VisitView): VisitView {
  const samples = instrument.subjectKinds
    .filter(({ single }) => !single)
    .map(({ id, sample }) => [id, { target: sample.target, closed: { reason: 'Loket tutup.' } }] as const);
  return { ...view, samples: new Map(samples) };
}

describe('rules that no published instrument has', () => {
  test('the mean over parents, with a subject under none', async () => {
    const { input } = await aFinishedVisit({ users: 7 });
    const instrument: Instrument = {
      ...input.instrument,
      subjectKinds: input.instrument.subjectKinds.map((kind) =>
        String(kind.id) === 'user'
          ? { ...kind, parent: SubjectKindId.parse('product'), aggregate: 'mean-of-parents' as const }
          : kind,
      ),
    };
    const products = subjectsOf(instrument, input.view, 'product');
    let count = 0;
    const subjects = input.view.subjects.map((entry) => {
      if (entry.value === null || String(entry.value.kind) !== 'user') return entry;
      const parent = count < 4 ? products[0] : count < 6 ? products[1] : undefined;
      count++;
      return parent === undefined ? entry : { ...entry, value: { ...entry.value, parent } };
    });
    const view = answered(instrument, { ...input.view, subjects }, (at) => (at * 7919) % 97);
    expectTheVeryTotal(recount(inputOf(instrument, closed(instrument, view))));
  });

  test.each([0, 1, 2, 3])('a rule that hides an indicator, its gate at option %i', async (pick) => {
    const { input } = await aFinishedVisit({ instrument: 'ombudsman-2023' });
    const indicators = indicatorsOf(input.instrument).filter(({ subject }) => String(subject) === 'user');
    const [gate, gated, further] = indicators;
    const [first, second] = gate?.options ?? [];
    if (!gate || !gated || !further || !first || !second) throw new Error('Too few indicators of users.');
    const relevance = { not: { indicator: gate.id, options: [first.id, second.id] } };
    const through = { any: [{ all: [{ indicator: gated.id, options: gated.options.map(({ id }) => id) }] }] };
    const instrument: Instrument = {
      ...input.instrument,
      dimensions: input.instrument.dimensions.map((dimension) => ({
        ...dimension,
        variables: dimension.variables.map((variable) => ({
          ...variable,
          indicators: variable.indicators.map((one) =>
            one.id === gated.id ? { ...one, relevance } : one.id === further.id ? { ...one, relevance: through } : one,
          ),
        })),
      })),
    };
    const view = answered(instrument, input.view, (at) => (at % 3 === 0 ? pick : at % 97));
    expectTheVeryTotal(recount(inputOf(instrument, closed(instrument, view))));
  });
});

test('an open visit says that its formulas count what is answered, and claims no equality', async () => {
  const { input } = await aFinishedVisit({ view: { samples: new Map() } });
  const { cells, report } = recount(input);
  expect(report.score?.range.isSettled).toBe(false);
  expect(cells('Hitungan', 7, 3)).toContain('belum lengkap');
  expect(cells('Hitungan', 6, 3)).toBe(report.score?.range.text);
});

test('weights that no public source gives are marked beside their figure', async () => {
  const { input } = await aFinishedVisit({ instrument: 'ombudsman-2013-2019' });
  const { sheets, report } = recount(input);
  const score = sheets.find(({ name }) => name === 'Hitungan');
  const marked = score?.rows.slice(9).filter((row) => row[3]?.kind === 'text' && row[3].text === 'bobot asumsi');
  const nodes = report.dimensions.flatMap((d) => [d, ...d.variables.flatMap((v) => [v, ...v.indicators])]);
  expect(marked?.length).toBe(nodes.filter(({ isWeightAssumed }) => isWeightAssumed).length);
  expect(marked?.length).toBeGreaterThan(0);
});

test('options with wildcards, long words and a formula’s beginning are found all the same', async () => {
  const { input } = await aFinishedVisit();
  const odd = ['=1+1', 'Ada? *semua*', `${'Panjang '.repeat(60)}~`, 'Ada? *semua*'];
  const instrument: Instrument = {
    ...input.instrument,
    dimensions: input.instrument.dimensions.map((dimension) => ({
      ...dimension,
      variables: dimension.variables.map((variable) => ({
        ...variable,
        indicators: variable.indicators.map((one) => ({
          ...one,
          options: one.options.map((option, at) => ({ ...option, label: { id: odd[at] ?? 'x', en: odd[at] ?? 'x' } })),
        })),
      })),
    })),
  };
  const subject = anEntry('subject', uuid(450), {
    kind: SubjectKindId.parse('officer'),
    number: 9,
    label: '=2+2',
    role: NodeId.parse('head'),
  });
  const base = { ...input.view, subjects: [...input.view.subjects, subject] };
  const view = answered(instrument, base, (at) => at % 4);
  expect(
    view.answers.has(answerKey(SubjectId.parse(uuid(450)), indicatorsOf(instrument)[0]?.id ?? expect.fail())),
  ).toBe(true);
  expectTheVeryTotal(recount(inputOf(instrument, closed(instrument, view))));
});
