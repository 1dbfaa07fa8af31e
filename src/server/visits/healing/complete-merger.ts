import { canonicalJson } from '#domain/canonical.ts';
import type { LogItem } from '#domain/change/log.ts';
import { type Merger, mergerText } from '#domain/change/merger.ts';
import type { ChangeId, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { Transaction } from '../../db/database.ts';
import { noteMerged } from '../../db/mergers.ts';
import { findWholeLog } from '../../db/visit-log.ts';
import { lockVisits, type VisitRow } from '../../db/visits.ts';
import { adoptLate } from '../adopt-late.ts';
import { appendToVisit } from '../append.ts';
import { sortLines } from '../read-log.ts';
import type { HealingDeps } from './healing-deps.ts';

/**
 * After a restore one of two merged visits may be back with its line of the merger and the other without: what is missing of it is
 * made good, and what the one holds that the other has not adopted goes along. @returns the visits that moved.
 */
export async function completeMerger(
  deps: HealingDeps,
  organisation: OrganisationId,
  merger: Merger,
): Promise<readonly VisitId[]> {
  const { from, into, signature } = merger;
  const isOurs = signature !== undefined && deps.identity.verify('merger', mergerText(organisation, merger), signature);
  if (!isOurs || from === into) return [];
  return await deps.db.transaction(async (tx) => {
    const rows = await lockVisits(tx, organisation, [from, into]);
    const [fromRow, intoRow] = [rows.get(from), rows.get(into)];
    if (fromRow === undefined || intoRow === undefined || fromRow.mergedInto !== null || intoRow.mergedInto !== null)
      return [];
    return await complete(tx, deps, organisation, merger, fromRow, intoRow);
  });
}

async function complete(
  tx: Transaction,
  { identity, clock }: HealingDeps,
  organisation: OrganisationId,
  merger: Merger,
  from: VisitRow,
  into: VisitRow,
): Promise<readonly VisitId[]> {
  const at = clock();
  const fromLog = sortLines(await findWholeLog(tx, organisation, from.id)).log;
  const intoLog = sortLines(await findWholeLog(tx, organisation, into.id)).log;
  const adoption = intoLog.find((line) => line.kind === 'adoption' && line.merger.from === from.id);
  const last = fromLog.findLast((line) => line.kind === 'merged');
  if (adoption === undefined) appendToVisit(tx, organisation, into, [{ kind: 'adoption', merger }], at);
  if (last?.kind !== 'merged' || last.merger.into !== into.id)
    appendToVisit(tx, organisation, from, [{ kind: 'merged', merger }], at);
  const atN = intoLog.filter((line) => line.kind === 'transition' && line.seq < (adoption?.seq ?? Infinity)).length;
  noteMerged(tx, organisation, [from.id], into.id, atN);
  const merged = { ...from, mergedInto: into.id, mergedAtN: atN };
  await adoptLate(tx, identity, organisation, merged, notAdopted(fromLog, intoLog), at);
  return [from.id, into.id];
}

/** Lines of the one visit that the other does not have in its own way. */
function notAdopted(from: readonly LogItem[], into: readonly LogItem[]): readonly LogItem[] {
  const adopted = new Set<ChangeId>();
  const redacted = new Set<ChangeId>();
  const arrived = new Set<Sha256>();
  const decided = new Set<string>();
  for (const line of into) {
    if (line.kind === 'adopted') adopted.add(line.change.id);
    if (line.kind === 'redaction') redacted.add(line.change);
    if (line.kind === 'evidence') arrived.add(line.sha256);
    if (line.kind === 'decision') decided.add(decisionText(line));
  }
  return from.filter((line) => {
    if (line.kind === 'change' || line.kind === 'adopted') return !adopted.has(line.change.id);
    if (line.kind === 'redaction') return !redacted.has(line.change);
    if (line.kind === 'evidence') return !arrived.has(line.sha256);
    return line.kind === 'decision' && !decided.has(decisionText(line));
  });
}

function decisionText({ change, decision }: LogItem & { readonly kind: 'decision' }): string {
  return canonicalJson({ change, decision });
}
