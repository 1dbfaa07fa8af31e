import { beforeAll, describe, expect, test } from 'vitest';
import { IndicatorId, OptionId, SubjectId } from '#domain/ids.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import type { Field, VisitView } from '#domain/visit/visit-view.ts';
import type { ReportInput } from '#report/report-input.ts';
import { aChange, aField, aFinishedVisit, penyelia, siti } from '#testing/report-visit.ts';
import type { ExceptionRule, ExpectedPlace } from './exception.ts';
import { findExceptions } from './find-exceptions.ts';

const cilegon: ExpectedPlace = {
  timeZone: 'Asia/Jakarta',
  location: { latitude: -6.0175, longitude: 106.0539 },
};
const charter = answerKey(SubjectId.parse('office'), IndicatorId.parse('charter-available'));
const began = Date.parse('2026-11-24T02:00:00Z');

let finished: ReportInput;
/** A calm visit: an answer every twenty seconds, from nine in the morning. */
let calm: VisitView;

beforeAll(async () => {
  finished = (await aFinishedVisit()).input;
  calm = { ...finished.view, answers: atIntervals(finished.view, 20) };
});

function atIntervals({ answers }: VisitView, seconds: number): VisitView['answers'] {
  return new Map(
    [...answers].map(([key, field], at) => {
      const time = new Date(began + at * seconds * 1000).toISOString();
      return [key, { ...field, heads: [aChange(siti, time)] }];
    }),
  );
}

function keysOf(rule: ExceptionRule, view: VisitView, place = cilegon): readonly string[] {
  return findExceptions(finished.instrument, view, place)
    .filter((exception) => exception.rule === rule)
    .map(({ key }) => key);
}

function withAnswer(value: AnswerEntry, more: Partial<Field<AnswerEntry>> = {}): VisitView {
  return { ...calm, answers: new Map([...calm.answers, [charter, { ...aField(charter, value), ...more }]]) };
}

function worst(): AnswerEntry {
  const indicator = finished.instrument.dimensions
    .flatMap(({ variables }) => variables.flatMap(({ indicators }) => indicators))
    .find(({ id }) => id === 'charter-available');
  const [option] = indicator?.options.toSorted((a, b) => Number(a.points) - Number(b.points)) ?? [];
  return { kind: 'option', option: option?.id ?? OptionId.parse('none') };
}

describe('few points', () => {
  test('without note or photo stand out; either says why', () => {
    const bare = { ...withAnswer(worst()), evidence: [], notes: new Map() };
    expect(keysOf('low-without-note', bare)).toContain(charter);
    const notes = new Map([[charter, aField(`note/1/${charter}`, { text: 'Papan sedang dicetak.' })]]);
    expect(keysOf('low-without-note', { ...bare, notes })).not.toContain(charter);
    expect(keysOf('low-without-note', { ...withAnswer(worst()), notes: new Map() })).not.toContain(charter);
  });
});

test('a required photo that is missing, or withdrawn, stands out', () => {
  expect(keysOf('photo-missing', calm)).not.toContain(charter);
  const withdrawn = calm.evidence.map((entry) =>
    entry.value === null ? entry : { ...entry, value: { ...entry.value, withdrawn: { reason: 'Kabur' } } },
  );
  expect(keysOf('photo-missing', { ...calm, evidence: withdrawn })).toContain(charter);
});

describe('answers given faster than they can be read', () => {
  test('stand out as a run, and calm ones do not', () => {
    expect(keysOf('hasty', calm)).toEqual([]);
    const rushed = { ...calm, answers: atIntervals(calm, 1) };
    expect(keysOf('hasty', rushed)).toHaveLength(calm.answers.size);
  });

  test('are told by one person’s own clock: two people side by side are not hasty', () => {
    const answers = new Map(
      [...calm.answers].map(([key, field], at) => {
        const time = new Date(began + Math.floor(at / 2) * 20_000).toISOString();
        return [key, { ...field, heads: [aChange(at % 2 === 0 ? siti : penyelia, time)] }];
      }),
    );
    expect(keysOf('hasty', { ...calm, answers })).toEqual([]);
  });
});

test('respondents whose answers are all the same stand out from the third on', () => {
  const users = calm.subjects.filter(({ value }) => value?.kind === 'user').map(({ id }) => id);
  const [model = ''] = users;
  const copied = (count: number): VisitView => {
    const answers = new Map(calm.answers);
    for (const [key, field] of calm.answers) {
      const [subject = '', indicator = ''] = key.split('/');
      if (subject !== model) continue;
      for (const other of users.slice(1, count)) {
        const target = answerKey(SubjectId.parse(other), IndicatorId.parse(indicator));
        answers.set(target, { ...field, register: `answer/1/${target}` });
      }
    }
    return { ...calm, answers };
  };
  const alike = new Set(keysOf('look-alike', copied(6)).map((key) => key.split('/')[0]));
  expect([...alike]).toEqual(expect.arrayContaining(users.slice(0, 6)));
});

describe('a photo', () => {
  const moved = (latitude: number, accuracyM: number): VisitView => ({
    ...calm,
    evidence: calm.evidence.map((entry) =>
      entry.value?.attachedTo?.indicator === 'charter-available'
        ? { ...entry, value: { ...entry.value, place: { latitude, longitude: 106.0539, accuracyM } } }
        : entry,
    ),
  });

  test('taken a kilometre away stands out; one whose place is that uncertain does not', () => {
    expect(keysOf('elsewhere', calm)).toEqual([]);
    expect(keysOf('elsewhere', moved(-6.0265, 10))).toEqual([charter]);
    expect(keysOf('elsewhere', moved(-6.0265, 800))).toEqual([]);
  });

  test('is not judged where nobody knows where the office is', () => {
    expect(keysOf('elsewhere', moved(-6.5, 10), { ...cilegon, location: null })).toEqual([]);
  });
});

describe('an answer', () => {
  const at = (time: string, seenN = 0) => withAnswer(worst(), { heads: [{ ...aChange(siti, time), seenN }] });

  test('at night or on another day stands out, by the clock of the office', () => {
    expect(keysOf('out-of-hours', calm)).toEqual([]);
    expect(keysOf('out-of-hours', at('2026-11-24T15:00:00Z'))).toEqual([charter]);
    expect(keysOf('out-of-hours', at('2026-11-27T03:00:00Z'))).toEqual([charter]);
    // 05.30 in Cilegon, 07.30 in Jayapura.
    expect(keysOf('out-of-hours', at('2026-11-23T22:30:00Z'))).toEqual([charter]);
    expect(keysOf('out-of-hours', at('2026-11-23T22:30:00Z'), { ...cilegon, timeZone: 'Asia/Jayapura' })).toEqual([]);
  });

  test('written after the submit stands out unless a return asked for it', () => {
    const submit = {
      n: 1,
      action: 'submit' as const,
      from: 'draft' as const,
      to: 'submitted' as const,
      by: siti,
      at: '2026-11-25T09:00:00Z',
      saw: { frontier: '0'.repeat(64) as never, score: null },
    };
    const [subject, indicator] = [SubjectId.parse('office'), IndicatorId.parse('charter-available')];
    const returned = {
      ...submit,
      n: 2,
      action: 'return' as const,
      from: 'submitted' as const,
      to: 'returned' as const,
      returned: [{ subject, indicator, reason: 'Foto buram' }],
    };
    const late = at('2026-11-26T03:00:00Z', 2);
    expect(keysOf('changed-after-submission', { ...late, transitions: [submit] })).toEqual([charter]);
    expect(keysOf('changed-after-submission', { ...late, transitions: [submit, returned] })).toEqual([]);
    expect(keysOf('changed-after-submission', { ...late, transitions: [] })).toEqual([]);
  });
});
