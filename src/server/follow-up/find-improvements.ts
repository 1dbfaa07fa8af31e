import type { InstrumentHash, OfficeId, OrganisationId, VisitId } from '#domain/ids.ts';
import { whatWouldLift } from '#domain/scoring/lift.ts';
import { createScorer } from '#domain/scoring/scorer.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { sealedStatuses } from '#domain/visit/status.ts';
import { Problem } from '#protocol/problems.ts';
import type { Queryable } from '../db/database.ts';
import type { NewImprovement } from '../db/improvements.ts';
import { findInstrument } from '../db/instruments.ts';
import { loadVisitState } from '../visits/read-log.ts';

export interface FoundImprovements {
  readonly office: OfficeId;
  readonly visit: VisitId;
  readonly instrument: InstrumentHash;
  readonly found: readonly NewImprovement[];
}

/**
 * What an approved visit shows to be mended: every indicator below its highest points, with what mending it alone would add.
 * @throws Problem `notFound`, `merged`, `wrongStatus` before the approval, `unknownInstrument` or `unknownOffice`
 */
export async function findImprovements(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
): Promise<FoundImprovements> {
  const loaded = await loadVisitState(db, organisation, visit);
  if (loaded === null) throw new Problem('notFound');
  const view = readVisit(loaded.state);
  if (loaded.state.mergedInto !== null) throw new Problem('merged');
  if (!sealedStatuses.includes(view.status))
    throw new Problem('wrongStatus', { detail: 'Improvements follow from an approved visit.' });
  const [reference, office] = [view.instrument.value, view.office.value];
  const instrument = reference === null ? null : await findInstrument(db, reference.hash);
  if (reference === null || instrument === null) throw new Problem('unknownInstrument');
  if (office === null) throw new Problem('unknownOffice');
  const input = scoringInputOf(instrument, view);
  const lifts = whatWouldLift(instrument, input, createScorer(instrument).update(input));
  const found = lifts.map(({ indicator, gainRounded }) => ({ indicator, gain: gainRounded }));
  return { office, visit, instrument: reference.hash, found };
}
