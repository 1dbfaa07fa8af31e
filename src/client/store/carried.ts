import * as z from 'zod/mini';
import { toHex } from '#domain/canonical.ts';
import { Sha256 } from '#domain/ids.ts';
import { BackupReport } from '#protocol/backups.ts';
import type { CarriedFile } from './backups.ts';
import { keysOf } from './database.ts';
import type { CarriedRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

const chunkBytes = 1024 * 1024;
/** What the server said of a file; kept under a schema, since an older version may have written it. */
const Refusal = z.object({ refused: z.string(), detail: z.nullable(z.string()) });

/** Piece by piece, and the row last: a file that is only half here is none. The same file again is the one that is here. */
export async function putCarried(store: VisitStore, name: string, blob: Blob, attempt: string): Promise<Sha256> {
  const id = Sha256.parse(toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))));
  const known = await store.db.read(['carried'], (tx) => tx.objectStore('carried').get(id));
  if (known !== undefined && known.isHandedIn === 0) return id;
  const chunks = Math.ceil(blob.size / chunkBytes);
  for (let at = 0; at < chunks; at++) {
    const data = await blob.slice(at * chunkBytes, (at + 1) * chunkBytes).arrayBuffer();
    await store.db.write(['carriedChunks'], (tx) => tx.objectStore('carriedChunks').put({ id, at, data }));
  }
  const takenAt = store.clock().toISOString();
  await store.db.write(['carried'], (tx) =>
    tx.objectStore('carried').put({
      id,
      name,
      bytes: blob.size,
      chunks,
      takenAt,
      isHandedIn: 0,
      uploadUrl: `/api/backups/${attempt}`,
    }),
  );
  store.events.emit({ kind: 'outbox', isNew: true });
  return id;
}

export async function carriedFiles(store: VisitStore): Promise<readonly CarriedFile[]> {
  const rows = await store.db.read(['carried'], (tx) => tx.objectStore('carried').getAll());
  return rows.map(fileOf).sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
}

function fileOf(row: CarriedRow): CarriedFile {
  const { id, name, bytes, takenAt } = row;
  return { id, name, bytes, takenAt, standing: standingOf(row) };
}

function standingOf({ isHandedIn, report }: CarriedRow): CarriedFile['standing'] {
  const refusal = Refusal.safeParse(report);
  if (refusal.success) return { kind: 'refused', code: refusal.data.refused, detail: refusal.data.detail };
  const said = BackupReport.safeParse(report);
  return isHandedIn === 1 && said.success ? { kind: 'handedIn', report: said.data } : { kind: 'waiting' };
}

/** Those to hand in, in the order in which they came; what was refused waits for a person. */
export async function carriedToSend(store: VisitStore): Promise<readonly CarriedRow[]> {
  const rows = await store.db.read(['carried'], (tx) => tx.objectStore('carried').getAll());
  return rows
    .filter((row) => standingOf(row).kind === 'waiting' && row.isHandedIn === 0)
    .sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
}

/** Null where a piece is gone. */
export async function carriedBlob(store: VisitStore, row: CarriedRow): Promise<Blob | null> {
  const pieces = await store.db.read(['carriedChunks'], (tx) => tx.objectStore('carriedChunks').getAll(keysOf(row.id)));
  return pieces.length === row.chunks ? new Blob(pieces.map(({ data }) => data)) : null;
}

/** The server has it, and said what became of it: the bytes go, the report stays. */
export async function noteHandedIn(store: VisitStore, id: Sha256, report: BackupReport): Promise<void> {
  await store.db.write(['carried', 'carriedChunks'], async (tx) => {
    const row = await tx.objectStore('carried').get(id);
    if (row === undefined) return;
    await tx.objectStore('carried').put({ ...row, isHandedIn: 1, report, uploadUrl: null });
    await tx.objectStore('carriedChunks').delete(keysOf(id));
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}

export async function noteRefused(store: VisitStore, id: Sha256, code: string, detail: string | null): Promise<void> {
  await store.db.write(['carried'], async (tx) => {
    const row = await tx.objectStore('carried').get(id);
    if (row !== undefined) await tx.objectStore('carried').put({ ...row, report: { refused: code, detail } });
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}

/** A person asks for it once more, as after the key was put back. */
export async function tryAgain(store: VisitStore, id: string): Promise<void> {
  await store.db.write(['carried'], async (tx) => {
    const row = await tx.objectStore('carried').get(id);
    if (row?.isHandedIn !== 0) return;
    const { report: _report, ...rest } = row;
    await tx.objectStore('carried').put(rest);
  });
}

export async function removeCarried(store: VisitStore, id: string): Promise<void> {
  await store.db.write(['carried', 'carriedChunks'], async (tx) => {
    await tx.objectStore('carried').delete(id);
    await tx.objectStore('carriedChunks').delete(keysOf(id));
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}
