import { describe, expect, test } from 'vitest';
import { IndicatorId, SubjectId, SubjectKindId } from '#domain/ids.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { completenessOf } from '#domain/visit/completeness.ts';
import { answerKey, scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry, SubjectEntry } from '#domain/visit/values.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { aField, anEntry, anInstrument, emptyView, uuid } from '#testing/report-visit.ts';
import { askedSubjects, missingAlong, nextMissing, statesOf, tallyOf } from './progress.ts';
import { indicatorsOf, wayThrough } from './way.ts';

const { instrument } = await anInstrument('ombudsman-2023');
const way = wayThrough(instrument, 'dimension');
const user = SubjectKindId.parse('user');
const a1 = SubjectId.parse(uuid(1));
const office = SubjectId.parse('office');

function pageOf(kind: string, group: string) {
  const stop = way.find((candidate) => candidate.kind === kind && candidate.group.id === group);
  if (stop === undefined) throw new Error(`No page of ${group} for ${kind}.`);
  return stop;
}

function aVisit(answered: readonly AnswerKey[]): VisitView {
  const answers = new Map(
    answered.map((key) => {
      const [, indicator] = key.split('/');
      const found = way.flatMap(indicatorsOf).find((entry) => entry.indicator.id === indicator)?.indicator;
      const option = found?.options[0]?.id;
      if (option === undefined) throw new Error(`No indicator ${indicator}.`);
      return [key, aField<AnswerEntry>(`answer/1/${key}`, { kind: 'option', option })] as const;
    }),
  );
  return { ...emptyView, answers, subjects: [anEntry<SubjectEntry>('subject', a1, { kind: user, number: 1 })] };
}

function read(view: VisitView) {
  const score = scoreVisit(instrument, scoringInputOf(instrument, view));
  return { states: statesOf(score), completeness: completenessOf(instrument, view, score) };
}

const userPage = pageOf('user', 'output');
const facilities = pageOf('office', 'input');
const keysFor = (subject: SubjectId, page: typeof userPage): readonly AnswerKey[] =>
  indicatorsOf(page).map(({ indicator }) => answerKey(subject, indicator.id));

describe('how far a page is', () => {
  test('counts the answers of one respondent alone', () => {
    const { states, completeness } = read(aVisit(keysFor(a1, userPage).slice(0, 2)));
    const tally = tallyOf(indicatorsOf(userPage), states, completeness, a1);
    expect(tally).toMatchObject({ answered: 2, expected: 5 });
  });

  test('counts a respondent as asked once every question of the page has an answer', () => {
    const almost = read(aVisit(keysFor(a1, userPage).slice(1)));
    const all = read(aVisit(keysFor(a1, userPage)));
    expect(askedSubjects(userPage, [a1], almost.states, almost.completeness)).toBe(0);
    expect(askedSubjects(userPage, [a1], all.states, all.completeness)).toBe(1);
  });

  test('marks answers that owe a photo', () => {
    const owing = indicatorsOf(facilities).filter(({ indicator }) => indicator.evidence === 'required');
    const { states, completeness } = read(aVisit(owing.map(({ indicator }) => answerKey(office, indicator.id))));
    expect(owing.length).toBeGreaterThan(0);
    expect(tallyOf(indicatorsOf(facilities), states, completeness).missingEvidence).toBe(owing.length);
  });
});

describe('the next missing thing', () => {
  const [first, second] = indicatorsOf(userPage).map(({ indicator }) => indicator.id);

  test('is the next question of the respondent in hand', () => {
    const { completeness } = read(aVisit([]));
    const next = nextMissing(way, completeness, { stop: userPage.id, subject: a1, indicator: first ?? null });
    expect(next).toEqual({ kind: 'answer', stop: userPage.id, subject: a1, indicator: second });
  });

  test('is the respondent who is still to be found, after the last question', () => {
    const { completeness } = read(aVisit(keysFor(a1, userPage)));
    const next = nextMissing(way, completeness, { stop: userPage.id, subject: a1, indicator: first ?? null });
    expect(next).toEqual({ kind: 'subject', stop: userPage.id });
  });

  test('goes on after a respondent whom nobody has added', () => {
    const { completeness } = read(aVisit(keysFor(a1, userPage)));
    const here = { stop: userPage.id, subject: a1, indicator: null };
    const given = nextMissing(way, completeness, here);
    expect(given).toEqual({ kind: 'subject', stop: userPage.id });
    expect(nextMissing(way, completeness, { ...here, given })).not.toEqual(given);
  });

  test('begins again at the front after the last page', () => {
    const last = way.at(-1);
    if (last === undefined) throw new Error('No pages.');
    const { completeness } = read(aVisit(keysFor(office, last)));
    const owed = missingAlong(way, completeness).filter((missing) => missing.stop === last.id);
    const end = owed.at(-1);
    const here = { stop: last.id, subject: office, indicator: end && 'indicator' in end ? end.indicator : null };
    expect(nextMissing(way, completeness, here)?.stop).toBe(way[0]?.id);
  });

  test('names a short sample once, though two places ask its people', () => {
    const walk = wayThrough(instrument, 'walk');
    const { completeness } = read(aVisit([]));
    const owed = missingAlong(walk, completeness).filter((missing) => missing.kind === 'subject');
    const kinds = owed.map((missing) => walk.find((stop) => stop.id === missing.stop)?.kind);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  test('is nothing in a visit in which nothing is missing', () => {
    const whole = {
      answered: 0,
      expected: 0,
      missingAnswers: [],
      missingEvidence: [],
      notArrived: [],
      samples: [],
      unattachedEvidence: 0,
    };
    expect(
      nextMissing(way, whole, { stop: userPage.id, subject: null, indicator: IndicatorId.parse('none') }),
    ).toBeNull();
  });
});
