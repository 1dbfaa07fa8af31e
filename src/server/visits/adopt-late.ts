import type { LogItem } from '#domain/change/log.ts';
import type { ChangeId, OrganisationId, VisitId } from '#domain/ids.ts';
import { asksForOwnWord, doesAdopt } from '#domain/visit/merging.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { Transaction } from '../db/database.ts';
import { findAdopted, findOwnWords } from '../db/mergers.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { lockVisit, type VisitRow } from '../db/visits.ts';
import { adoptLines, keepAdoptedPeople } from './adopt-lines.ts';
import { appendToVisit } from './append.ts';

/**
 * Lines that were just appended to a visit which has been merged into another go on to that one, in the same transaction: its tablets
 * had not known of it. Both rows are locked. @returns the other visit where it got new lines.
 */
export async function adoptLate(
  tx: Transaction,
  identity: ServerIdentity,
  organisation: OrganisationId,
  from: VisitRow,
  items: readonly LogItem[],
  at: Date,
): Promise<VisitId | null> {
  if (from.mergedInto === null || items.length === 0) return null;
  // Read again: the same push may have brought it lines of its own.
  const into = await lockVisit(tx, organisation, from.mergedInto);
  if (into === null) throw new Error('A visit is merged into one that is not here.');
  const asking = items.flatMap((item) => registerOf(item) ?? []).filter((name) => asksForOwnWord(parseRegister(name)));
  const ownWords = await findOwnWords(tx, organisation, into.id, from.id, asking);
  const known = await findAdopted(tx, organisation, into.id, items.flatMap(namedBy));
  const adopting = {
    organisation,
    from: from.id,
    into: into.id,
    adopts: (register: string) => doesAdopt(parseRegister(register), ownWords.has(register)),
    since: into.statuses.slice(Math.max(0, (from.mergedAtN ?? 0) - 1)),
    known,
  };
  const lines = adoptLines(identity, adopting, items);
  if (lines.length === 0) return null;
  appendToVisit(tx, organisation, into, lines, at);
  await keepAdoptedPeople(tx, organisation, into.id, lines);
  return into.id;
}

function registerOf(item: LogItem): string | null {
  return item.kind === 'change' || item.kind === 'adopted' ? item.change.content.register : null;
}

function namedBy(item: LogItem): readonly ChangeId[] {
  return item.kind === 'decision' || item.kind === 'redaction' ? [item.change] : [];
}
