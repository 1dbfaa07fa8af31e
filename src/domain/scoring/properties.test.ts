import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical.ts';
import { IndicatorId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { type Features, smallVisit } from '#testing/small-visits.ts';
import { compare, fromDecimal, hundred, zero } from './rational.ts';
import type { AnswerKey, AnswerValue, GroupTrace, IndicatorTrace, ScoreResult, ScoringInput } from './score-types.ts';
import { scoreVisit } from './score-visit.ts';
import { createScorer } from './scorer.ts';
import { traceToJson } from './trace-json.ts';

const everything: Features = { gates: true, parents: true, raisedFloor: true };
const withoutGates: Features = { ...everything, gates: false };

const traceText = (result: ScoreResult) => canonicalJson(traceToJson(result));

type Edit = { readonly key: AnswerKey; readonly values: readonly (AnswerValue | null)[] };

/** Any answer of the visit given another value, a conflict or none. */
function edits(instrument: Instrument, input: ScoringInput): fc.Arbitrary<readonly Edit[]> {
  const { byDimension, singleSubject } = indexInstrument(instrument);
  const places = byDimension.flatMap(({ indicator }) => {
    const single = singleSubject.get(indicator.subject);
    const asked =
      single === undefined
        ? input.subjects.filter(({ kind }) => kind === indicator.subject).map(({ id }) => id)
        : [single];
    return asked.map((subject) => ({ key: `${subject}/${indicator.id}` as const, indicator }));
  });
  if (places.length === 0) return fc.constant([]);
  const edit = fc.constantFrom(...places).chain(({ key, indicator }) => {
    const values: AnswerValue[] = indicator.options.map(({ id }) => ({ kind: 'option', option: id }));
    return fc
      .subarray<AnswerValue | null>([...values, { kind: 'not-applicable' }, null])
      .map((list) => ({ key, values: list }));
  });
  return fc.array(edit, { minLength: 1, maxLength: 6 });
}

describe('every score', () => {
  test('lies between 0 and 100, its ends in order', () => {
    fc.assert(
      fc.property(smallVisit(everything), ({ instrument, input }) => {
        const { total } = scoreVisit(instrument, input);
        if (total === null) return;
        expect(compare(zero, total.low)).toBeLessThanOrEqual(0);
        expect(compare(total.low, total.high)).toBeLessThanOrEqual(0);
        expect(compare(total.high, hundred)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('does not depend on the order of answers or subjects', () => {
    fc.assert(
      fc.property(smallVisit(everything), ({ instrument, input }) => {
        const turned: ScoringInput = {
          subjects: input.subjects.toReversed(),
          samples: new Map([...input.samples].reverse()),
          answers: new Map([...input.answers].reverse().map(([key, values]) => [key, values.toReversed()])),
        };
        expect(traceText(scoreVisit(instrument, turned))).toBe(traceText(scoreVisit(instrument, input)));
      }),
    );
  });

  test('never falls when an answer gets more points', () => {
    const visit = smallVisit(withoutGates).chain(({ instrument, input }) =>
      edits(instrument, input).map((changes) => ({ instrument, input, changes })),
    );
    fc.assert(
      fc.property(visit, ({ instrument, input, changes }) => {
        const key = changes[0]?.key;
        if (key === undefined) return;
        const options =
          indexInstrument(instrument).byDimension.find(({ indicator }) => key.endsWith(`/${indicator.id}`))?.indicator
            .options ?? [];
        const totals = options
          .toSorted((a, b) => compare(fromDecimal(a.points), fromDecimal(b.points)))
          .map(
            ({ id }) =>
              scoreVisit(instrument, {
                ...input,
                answers: new Map(input.answers).set(key, [{ kind: 'option', option: id }]),
              }).total,
          );
        for (const [at, total] of totals.entries()) {
          const before = totals[at - 1];
          if (total === null || before === undefined || before === null) continue;
          expect(compare(before.low, total.low)).toBeLessThanOrEqual(0);
          expect(compare(before.high, total.high)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test('lies within the interval that was shown before one more answer', () => {
    const visit = smallVisit(everything).chain(({ instrument, input }) =>
      edits(instrument, input).map((changes) => ({ instrument, input, changes })),
    );
    fc.assert(
      fc.property(visit, ({ instrument, input, changes }) => {
        const opened = new Map(input.answers);
        for (const { key } of changes) opened.delete(key);
        const [before, after] = [
          scoreVisit(instrument, { ...input, answers: opened }).total,
          scoreVisit(instrument, input).total,
        ];
        if (after === null) return;
        expect(before).not.toBeNull();
        if (before === null) return;
        expect(compare(before.low, after.low)).toBeLessThanOrEqual(0);
        expect(compare(after.high, before.high)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('scoring again after an edit', () => {
  const edited = smallVisit(everything).chain(({ instrument, input }) =>
    fc.record({
      instrument: fc.constant(instrument),
      input: fc.constant(input),
      changes: edits(instrument, input),
      withdrawn: fc.nat({ max: 3 }),
      closes: fc.boolean(),
    }),
  );

  test('gives what scoring from scratch gives, with and without naming the changed answers', () => {
    fc.assert(
      fc.property(edited, ({ instrument, input, changes, withdrawn, closes }) => {
        const [named, unnamed] = [createScorer(instrument), createScorer(instrument)];
        named.update(input);
        unnamed.update(input);
        let current = input;
        const check = (keys?: readonly AnswerKey[]) => {
          const fresh = traceText(scoreVisit(instrument, current));
          expect(traceText(named.update(current, keys))).toBe(fresh);
          expect(traceText(unnamed.update(current))).toBe(fresh);
        };
        for (const { key, values } of changes) {
          current = { ...current, answers: new Map(current.answers).set(key, values) };
          check([key]);
        }
        current = { ...current, subjects: current.subjects.filter((_, at) => at !== withdrawn) };
        check([]);
        current = {
          ...current,
          samples: new Map([...current.samples].map(([kind, state]) => [kind, { ...state, closed: closes }])),
        };
        check([]);
        current = input;
        check(changes.map(({ key }) => key));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the trace object of every node that the edit did not reach', () => {
    fc.assert(
      fc.property(edited, ({ instrument, input, changes }) => {
        const scorer = createScorer(instrument);
        const before = scorer.update(input).trace;
        expect(scorer.update({ ...input, answers: new Map(input.answers) }).trace).toBe(before);
        const answers = new Map(input.answers);
        for (const { key, values } of changes) answers.set(key, values);
        const touched = changes.map(({ key }) => key.split('/')[1] ?? '');
        const after = scorer.update({ ...input, answers }).trace;
        const old = new Map(nodesOf(before).map((node) => [`${node.level}/${node.id}`, node]));
        for (const node of nodesOf(after)) {
          const was = old.get(`${node.level}/${node.id}`);
          const isReached = leavesOf(node).some((id) =>
            touched.some((edit) => edit === id || reaches(instrument, edit, id)),
          );
          if (!isReached && isDeepStrictEqual(node, was)) expect(node).toBe(was);
        }
      }),
    );
  });
});

function nodesOf(node: GroupTrace | IndicatorTrace): readonly (GroupTrace | IndicatorTrace)[] {
  return node.level === 'indicator' ? [node] : [node, ...node.children.flatMap(nodesOf)];
}

function leavesOf(node: GroupTrace | IndicatorTrace): readonly string[] {
  return nodesOf(node).flatMap(({ level, id }) => (level === 'indicator' ? [id] : []));
}

/** Whether the answer to `gate` can show or hide `id`, directly or through others. */
function reaches(instrument: Instrument, gate: string, id: string): boolean {
  const gated = indexInstrument(instrument).indicators.get(IndicatorId.parse(gate))?.gated ?? [];
  return gated.some((next) => next === id || reaches(instrument, next, id));
}
