import type { Change } from '#domain/change/change.ts';
import { foldedChange, headsOf, type RegisterState, withChange } from '#domain/change/register-state.ts';
import type { ChangeId, VisitId } from '#domain/ids.ts';
import type { TableName, Writing } from './database.ts';
import { newLog } from './new-log.ts';
import type { KeptPhoto } from './rows.ts';
import { withCopy } from './second-copy/with-copy.ts';
import type { Added } from './store-events.ts';
import type { VisitStore } from './visit-store.ts';

export interface Commit {
  readonly visit: VisitId;
  /** All of this visit, in an order in which the server may read them. */
  readonly changes: readonly Change[];
  readonly photo?: KeptPhoto | undefined;
  /** An edit takes back a submit that is still waiting: it was pressed for something else. */
  readonly takesBackSubmit: boolean;
  /** Leaves out what does not follow on what stands now: taps of an earlier page that were never called saved. */
  readonly unlessOvertaken?: boolean | undefined;
  /** The first changes of a visit that this device did not know. */
  readonly startsVisit?: boolean | undefined;
}

/**
 * Changes, their registers, their outbox rows and a photo's bytes, all or nothing. Everything was created and hashed before:
 * inside a transaction only the database is awaited. Other tabs are told; this one shows it already. The second copy is
 * written at the same time, and this resolves when both have it.
 */
export async function commitChanges(store: VisitStore, commit: Commit): Promise<readonly RegisterState[]> {
  const { visit, photo } = commit;
  const tables: TableName[] = ['changes', 'registers', 'outbox', 'intents'];
  if (commit.startsVisit) tables.push('logs');
  if (photo !== undefined) tables.push('evidence', 'evidenceChunks');
  const copied = withCopy(store, (copy) => copy.keepCommit(commit));
  const { states, tookBack, adds } = await store.db.write(tables, async (tx) => {
    const { states, unsentChanges } = await putChanges(tx, commit);
    const addsPhoto = photo === undefined ? {} : await putPhoto(tx, photo);
    if (commit.startsVisit) await startLog(tx, visit);
    const tookBack = commit.takesBackSubmit && (await takeBackSubmit(tx, visit));
    return { states, tookBack, adds: { unsentChanges, ...addsPhoto } };
  });
  store.events.emit({ kind: 'added', adds });
  await copied;
  if (tookBack) await withCopy(store, (copy) => copy.journal.append([{ record: { kind: 'intent-gone', visit } }]));
  store.events.tellOtherTabs({ kind: 'visit', visit, registers: states.map((state) => state.name), log: false });
  store.events.emit({ kind: 'outbox', isNew: true });
  if (tookBack) store.events.emit({ kind: 'intent', visit });
  return states;
}

async function putChanges(
  tx: Writing,
  { visit, changes, unlessOvertaken = false }: Commit,
): Promise<{ readonly states: readonly RegisterState[]; readonly unsentChanges: number }> {
  const names = [...new Set(changes.map((change) => change.content.register))];
  const [known, rows] = await Promise.all([
    Promise.all(changes.map((change) => tx.objectStore('changes').getKey(change.id))),
    Promise.all(names.map((name) => tx.objectStore('registers').get([visit, name]))),
  ]);
  const fresh: Change[] = [];
  const states = new Map(
    names.map((name, at): [string, RegisterState] => [name, { name, changes: rows[at]?.changes ?? [] }]),
  );
  for (const [at, change] of changes.entries()) {
    const { register: name, parents } = change.content;
    const state = states.get(name) ?? { name, changes: [] };
    const isOvertaken = unlessOvertaken && !isIn(state, change.id) && !isHeads(state, parents);
    if (known[at] !== undefined || isOvertaken) continue;
    states.set(name, withChange(state, foldedChange(change, { kind: 'pending' })));
    fresh.push(change);
  }
  await Promise.all([
    ...fresh.map(({ id, content, body }) => tx.objectStore('changes').add({ id, visit, content, body })),
    ...[...states.values()].map((state) => tx.objectStore('registers').put({ visit, ...state })),
    ...fresh.map(({ id }) => tx.objectStore('outbox').add({ id, visit, batch: 0 })),
  ]);
  return { states: [...states.values()], unsentChanges: fresh.length };
}

function isIn({ changes }: RegisterState, id: ChangeId): boolean {
  return changes.some((change) => change.id === id);
}

function isHeads(state: RegisterState, parents: readonly ChangeId[]): boolean {
  const heads = headsOf(state).map(({ id }) => id);
  return heads.length === parents.length && heads.every((id) => parents.includes(id));
}

async function putPhoto(tx: Writing, { row, chunks }: KeptPhoto): Promise<Added> {
  if ((await tx.objectStore('evidence').getKey([row.visit, row.sha256])) !== undefined) return {};
  await Promise.all([
    tx.objectStore('evidence').add(row),
    ...chunks.map((chunk) => tx.objectStore('evidenceChunks').add(chunk)),
  ]);
  return { unsentPhotos: 1, unsentPhotoBytes: row.bytes };
}

async function startLog(tx: Writing, visit: VisitId): Promise<void> {
  if ((await tx.objectStore('logs').getKey(visit)) === undefined) await tx.objectStore('logs').add(newLog(visit, true));
}

async function takeBackSubmit(tx: Writing, visit: VisitId): Promise<boolean> {
  const intent = await tx.objectStore('intents').get(visit);
  if (intent === undefined || intent.refused !== null) return false;
  await tx.objectStore('intents').delete(visit);
  return true;
}
