import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { VisitState } from '#domain/change/fold.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { createScorer } from '#domain/scoring/scorer.ts';
import { completenessOf } from '#domain/visit/completeness.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { Completeness, VisitView } from '#domain/visit/visit-view.ts';

/** What is worked out from an open visit: view, score, completeness. Worked out anew behind the paint, once for many taps. */
export interface VisitReadings {
  readonly view: ReadonlySignal<VisitView>;
  readonly score: ReadonlySignal<ScoreResult>;
  readonly completeness: ReadonlySignal<Completeness>;
  /** Asks for a new reading after the next paint. */
  invalidate(): void;
  /** Reads now if a reading was asked for. */
  settle(): void;
  /** Reads now, for a decision that must not rest on what was. */
  readNow(): void;
}

export function visitReadings(
  instrument: Instrument,
  state: () => VisitState,
  afterPaint: (work: () => void) => void,
  onRead: () => void,
): VisitReadings {
  const scorer = createScorer(instrument);
  const read = () => {
    const view = readVisit(state());
    const score = scorer.update(scoringInputOf(instrument, view));
    return { view, score, completeness: completenessOf(instrument, view, score) };
  };
  const first = read();
  const view: Signal<VisitView> = signal(first.view);
  const score: Signal<ScoreResult> = signal(first.score);
  const completeness: Signal<Completeness> = signal(first.completeness);
  let isAsked = false;
  const readNow = (): void => {
    isAsked = false;
    const next = read();
    batch(() => {
      view.value = next.view;
      score.value = next.score;
      completeness.value = next.completeness;
    });
    onRead();
  };
  const settle = (): void => {
    if (isAsked) readNow();
  };
  const invalidate = (): void => {
    if (isAsked) return;
    isAsked = true;
    afterPaint(settle);
  };
  return { view, score, completeness, invalidate, settle, readNow };
}
