import type { Change } from '#domain/change/change.ts';
import { foldedChange, type RegisterState, withChange } from '#domain/change/register-state.ts';
import type { VisitId } from '#domain/ids.ts';
import { assertStrict } from './database.ts';
import type { ChunkRow, EvidenceRow } from './rows.ts';
import { newLog } from './visit-log.ts';
import type { VisitStore } from './visit-store.ts';

/** A photo whose bytes are kept together with the change that names it. */
export interface KeptPhoto {
  readonly row: EvidenceRow;
  readonly chunks: readonly ChunkRow[];
}

export interface Commit {
  readonly visit: VisitId;
  /** All of this visit, in an order in which the server may read them. */
  readonly changes: readonly Change[];
  readonly photo?: KeptPhoto | undefined;
  /** An edit takes back a submit that is still waiting: it was pressed for something else. */
  readonly takesBackSubmit: boolean;
  /** The first changes of a visit that this device did not know. */
  readonly startsVisit?: boolean | undefined;
}

/**
 * Changes, their registers, their outbox rows and a photo's bytes, all or nothing. Everything was created and hashed before:
 * inside a transaction only the database is awaited. Other tabs are told; this one shows it already.
 */
export async function commitChanges(store: VisitStore, commit: Commit): Promise<readonly RegisterState[]> {
  const { db } = store;
  const { visit, changes, photo } = commit;
  let tookBack = false;
  const states = await db.transaction(
    'rw',
    [db.changes, db.registers, db.outbox, db.intents, db.evidence, db.evidenceChunks, db.logs],
    async (transaction) => {
      assertStrict(transaction);
      const known = await db.changes.bulkGet(changes.map((change) => change.id));
      const fresh = changes.filter((_, at) => known[at] === undefined);
      const names = [...new Set(changes.map((change) => change.content.register))];
      const rows = await db.registers.bulkGet(names.map((name): [string, string] => [visit, name]));
      const registers = new Map(names.map((name, at) => [name, rows[at] ?? { visit, name, changes: [] }]));
      for (const change of fresh) {
        const row = registers.get(change.content.register);
        if (row !== undefined)
          registers.set(row.name, { ...row, ...withChange(row, foldedChange(change, { kind: 'pending' })) });
      }
      await db.changes.bulkAdd(fresh.map(({ id, content, body }) => ({ id, visit, content, body })));
      await db.registers.bulkPut([...registers.values()]);
      await db.outbox.bulkAdd(fresh.map(({ id }) => ({ id, visit, batch: 0 })));
      if (photo !== undefined && (await db.evidence.get([visit, photo.row.sha256])) === undefined) {
        await db.evidence.add(photo.row);
        await db.evidenceChunks.bulkAdd(photo.chunks);
      }
      if (commit.takesBackSubmit) {
        const waiting = db.intents
          .where('visit')
          .equals(visit)
          .filter((intent) => intent.refused === null);
        tookBack = (await waiting.delete()) > 0;
      }
      if (commit.startsVisit && (await db.logs.get(visit)) === undefined) await db.logs.add(newLog(visit, true));
      return [...registers.values()];
    },
  );
  store.events.tellOtherTabs({ kind: 'visit', visit, registers: states.map((state) => state.name), log: false });
  store.events.emit({ kind: 'outbox', isNew: true });
  if (tookBack) store.events.emit({ kind: 'intent', visit });
  return states.map(({ name, changes: folded }) => ({ name, changes: folded }));
}
