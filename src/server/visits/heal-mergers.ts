import type { LogItem } from '#domain/change/log.ts';
import type { OrganisationId, VisitId } from '#domain/ids.ts';
import type { Transaction } from '../db/database.ts';
import { noteMerged } from '../db/mergers.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { findWholeLog } from '../db/visit-log.ts';
import { lockVisits } from '../db/visits.ts';
import { adoptLate } from './adopt-late.ts';
import { foldLines } from './read-log.ts';

/**
 * After lines of a visit's log have come back: where both logs tell of a merger it holds again, and what only the one visit has goes on
 * to the other. @returns visits with new lines.
 */
export async function noteHealedMergers(
  tx: Transaction,
  identity: ServerIdentity,
  organisation: OrganisationId,
  visit: VisitId,
  at: Date,
): Promise<readonly VisitId[]> {
  const { state } = await loadLog(tx, organisation, visit);
  const { mergedInto, adoptions } = state;
  const pairs = [...adoptions, ...(mergedInto === null ? [] : [mergedInto])];
  const moved: VisitId[] = [];
  for (const { from, into } of pairs) {
    if (await joinAgain(tx, identity, organisation, { from, into }, at)) moved.push(into);
  }
  return moved;
}

async function joinAgain(
  tx: Transaction,
  identity: ServerIdentity,
  organisation: OrganisationId,
  { from, into }: { readonly from: VisitId; readonly into: VisitId },
  at: Date,
): Promise<boolean> {
  const rows = await lockVisits(tx, organisation, [from, into]);
  const row = rows.get(from);
  if (row === undefined || row.mergedInto !== null || !rows.has(into)) return false;
  const [given, other] = [await loadLog(tx, organisation, from), await loadLog(tx, organisation, into)];
  const adoption = other.log.find((line) => line.kind === 'adoption' && line.merger.from === from);
  if (given.state.mergedInto?.into !== into || adoption === undefined) return false;
  const atN = other.log.filter(({ kind, seq }) => kind === 'transition' && seq < adoption.seq).length;
  noteMerged(tx, organisation, [from], into, atN);
  const adopted = new Set<string>(other.log.flatMap((line) => (line.kind === 'adopted' ? [line.change.id] : [])));
  const isMissing = (line: LogItem): boolean => {
    if (line.kind === 'change' || line.kind === 'adopted') return !adopted.has(line.change.id);
    return line.kind === 'evidence' && !other.state.arrived.has(line.sha256);
  };
  const merged = { ...row, mergedInto: into, mergedAtN: atN };
  return (await adoptLate(tx, identity, organisation, merged, given.log.filter(isMissing), at)) !== null;
}

async function loadLog(tx: Transaction, organisation: OrganisationId, visit: VisitId) {
  return foldLines(await findWholeLog(tx, organisation, visit));
}
