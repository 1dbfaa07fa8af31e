import { frontierOf, type VisitState } from '#domain/change/fold.ts';
import { headsOf } from '#domain/change/register-state.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { toText } from '#domain/scoring/rational.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { traceHash } from '#domain/scoring/trace-json.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { ResultRecord } from '#domain/visit/transition.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import type { Recomputation } from '#protocol/verification.ts';

/**
 * Scores the answers as they were when the result was sealed, and compares to the last digit.
 * @param state the visit before the approval.
 */
export async function recompute(
  result: ResultRecord,
  state: VisitState,
  view: VisitView,
  instrument: Instrument | null,
): Promise<Recomputation> {
  if (result.score === null) return 'none';
  if (instrument === null) return 'notPossible';
  const score = scoreVisit(instrument, scoringInputOf(instrument, view));
  const isSame =
    score.total !== null &&
    toText(score.total.low) === result.score.exact &&
    toText(score.total.high) === result.score.exact &&
    (await traceHash(score)) === result.traceHash;
  if (isSame) return 'same';
  // Other changes than those that were sealed, other rules, or a value that the law had erased: it says nothing either way.
  const isComparable =
    score.rule === result.rule &&
    !hasErasedHead(state) &&
    (await frontierOf(state.registers.values())) === result.frontier;
  return isComparable ? 'different' : 'notPossible';
}

function hasErasedHead(state: VisitState): boolean {
  return [...state.registers.values()].some((register) => headsOf(register).some(({ isErased }) => isErased));
}
