import { statusOf } from '#domain/change/fold.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { completenessOf } from '#domain/visit/completeness.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { sealedApproval } from '#domain/visit/sealed-approval.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import type { VisitSummaryRow } from '../db/summaries.ts';
import type { LoadedVisit } from './read-log.ts';

/** The desk's line of a visit. `instrument` is null while none is chosen, or it is not published here. */
export function summaryOf(loaded: LoadedVisit, instrument: Instrument | null): VisitSummaryRow {
  const view = readVisit(loaded.state);
  const { transitions } = loaded.state;
  const outcome = view.outcome.value;
  return {
    visit: loaded.visit,
    seq: loaded.seq,
    status: statusOf(transitions).status,
    statusAt: transitions.at(-1)?.at ?? null,
    office: view.office.value,
    instrument: view.instrument.value?.hash ?? null,
    start: view.period.value?.start ?? null,
    end: view.period.value?.end ?? null,
    members: view.members,
    outcome: outcome?.kind ?? null,
    isIllustrative: outcome?.illustrative ?? false,
    ...scoreColumns(view, instrument),
    conflicts: view.conflicts.length,
    held: view.held.length,
    late: view.late.length,
    sealedN: sealedNumber(view),
  };
}

/** Of a result with a score. */
function sealedNumber(view: VisitView): number | null {
  const approval = sealedApproval(view);
  return approval?.result?.score ? approval.n : null;
}

type ScoreColumns = Pick<
  VisitSummaryRow,
  | 'scoreLow'
  | 'scoreHigh'
  | 'category'
  | 'zone'
  | 'isProvisional'
  | 'answered'
  | 'expected'
  | 'missingEvidence'
  | 'notArrived'
>;

function scoreColumns(view: VisitView, instrument: Instrument | null): ScoreColumns {
  if (instrument === null) {
    const none = { scoreLow: null, scoreHigh: null, category: null, zone: null };
    return {
      ...none,
      isProvisional: view.isProvisional,
      answered: 0,
      expected: 0,
      missingEvidence: 0,
      notArrived: photosNotArrived(view),
    };
  }
  const score = scoreVisit(instrument, scoringInputOf(instrument, view));
  const completeness = completenessOf(instrument, view, score);
  return {
    ...roundedColumns(view, score),
    isProvisional: score.isProvisional,
    answered: completeness.answered,
    expected: completeness.expected,
    missingEvidence: completeness.missingEvidence.length,
    notArrived: completeness.notArrived.length,
  };
}

/** A visit that ended without a score has none, however much of it was answered. */
function roundedColumns(
  view: VisitView,
  score: ScoreResult,
): Pick<ScoreColumns, 'scoreLow' | 'scoreHigh' | 'category' | 'zone'> {
  const kind = view.outcome.value?.kind ?? 'scored';
  if (kind !== 'scored') return { scoreLow: null, scoreHigh: null, category: null, zone: null };
  const [category] = score.categories.length === 1 ? score.categories : [];
  return {
    scoreLow: score.rounded?.low ?? null,
    scoreHigh: score.rounded?.high ?? null,
    category: category?.id ?? null,
    zone: category?.zone ?? null,
  };
}

function photosNotArrived(view: VisitView): number {
  return view.evidence.filter(
    ({ value }) => value !== null && value.withdrawn === undefined && !view.arrived.has(value.sha256),
  ).length;
}
