import type { OrganisationId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { fromText, isEqual } from '#domain/scoring/rational.ts';
import type { GroupTrace, IndicatorTrace, Rational } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { sealedApproval } from '#domain/visit/sealed-approval.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import type { Queryable } from '../db/database.ts';
import { hasResult, insertResult, type ResultPart } from '../db/results.ts';
import type { LoadedVisit } from './read-log.ts';

/** Keeps the parts of the result that stands, once: what is erased afterwards does not take them back. */
export async function keepResult(
  db: Queryable,
  organisation: OrganisationId,
  { visit, state }: LoadedVisit,
  instrument: Instrument | null,
): Promise<void> {
  const view = readVisit(state);
  const approval = sealedApproval(view);
  const sealed = approval?.result?.score;
  if (approval === null || !sealed || (await hasResult(db, organisation, visit, approval.n))) return;
  const total = fromText(sealed.exact);
  await insertResult(db, organisation, {
    visit,
    sealedN: approval.n,
    total,
    rounded: sealed.rounded,
    category: sealed.category,
    zone: sealed.zone,
    parts: instrument === null ? null : partsOf(view, instrument, total),
  });
}

/** Only where they add up to what was sealed. */
function partsOf(view: VisitView, instrument: Instrument, sealed: Rational): readonly ResultPart[] | null {
  const { trace, total } = scoreVisit(instrument, scoringInputOf(instrument, view));
  if (total === null || !isEqual(total.low, sealed) || !isEqual(total.high, sealed)) return null;
  return partsUnder(trace);
}

function partsUnder(node: GroupTrace | IndicatorTrace): readonly ResultPart[] {
  const own =
    node.value !== null && (node.level === 'dimension' || node.level === 'indicator')
      ? [{ level: node.level, node: node.id, value: node.value.low }]
      : [];
  return node.level === 'indicator' ? own : [...own, ...node.children.flatMap(partsUnder)];
}
