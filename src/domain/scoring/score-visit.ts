import type { Instrument } from '#domain/instrument/instrument.ts';
import type { ScoreResult, ScoringInput } from './score-types.ts';
import { createScorer } from './scorer.ts';

/** The score of a visit: a pure function of instrument and answers, exact until the total is rounded once. */
export function scoreVisit(instrument: Instrument, input: ScoringInput): ScoreResult {
  return createScorer(instrument).update(input);
}
