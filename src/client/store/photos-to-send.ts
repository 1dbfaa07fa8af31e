import { toHex } from '#domain/canonical.ts';
import type { VisitId } from '#domain/ids.ts';
import { keysOf } from './database.ts';
import { photoRows, readPhoto } from './photos.ts';
import type { EvidenceRow } from './rows.ts';
import { photoKey } from './second-copy/journal-record.ts';
import { withCopy } from './second-copy/with-copy.ts';
import type { VisitStore } from './visit-store.ts';

/** What the server will not take is offered again this much later: it may have become another server. */
const refusalMs = 24 * 3_600_000;

/** Small ones first: more of them are safe sooner. */
export async function unsentPhotos(store: VisitStore): Promise<readonly EvidenceRow[]> {
  const rows = await store.db.read(['evidence'], (tx) => tx.objectStore('evidence').index('isSent').getAll(0));
  const now = store.clock().getTime();
  return rows
    .filter(({ refusal }) => refusal === undefined || Math.abs(now - Date.parse(refusal.at)) >= refusalMs)
    .sort((a, b) => a.bytes - b.bytes);
}

export async function noteUpload(
  store: VisitStore,
  photo: EvidenceRow,
  known: { readonly uploadUrl: string | null } & (
    | { readonly isSent: 0 }
    | { readonly isSent: 1; readonly sentAt: string }
  ),
): Promise<void> {
  await store.db.write(['evidence'], async (tx) => {
    const row = await tx.objectStore('evidence').get([photo.visit, photo.sha256]);
    if (row === undefined) return;
    // The visit's log may have said meanwhile that the photo has arrived.
    if (row.isSent === 0) await tx.objectStore('evidence').put({ ...withoutTrouble(row), ...known });
    else if (known.isSent === 1) await tx.objectStore('evidence').put({ ...row, sentAt: known.sentAt });
  });
  if (known.isSent === 1) store.events.emit({ kind: 'outbox', isNew: false });
}

function withoutTrouble({ refusal: _refusal, damagedAt: _damagedAt, ...row }: EvidenceRow): EvidenceRow {
  return row;
}

/** It stays, is counted as unsent, and its person is told of it by name. */
export async function noteTrouble(
  store: VisitStore,
  photo: EvidenceRow,
  trouble: { readonly kind: 'damaged' } | { readonly kind: 'refused'; readonly code: string },
): Promise<void> {
  const at = store.clock().toISOString();
  await store.db.write(['evidence'], async (tx) => {
    const row = await tx.objectStore('evidence').get([photo.visit, photo.sha256]);
    if (row?.isSent !== 0) return;
    if (trouble.kind === 'damaged') await tx.objectStore('evidence').put({ ...row, damagedAt: row.damagedAt ?? at });
    else await tx.objectStore('evidence').put({ ...row, refusal: { code: trouble.code, at } });
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}

/** The bytes as they were photographed, from the second copy where the database's are damaged. Null: they are nowhere. */
export async function wholePhoto(store: VisitStore, photo: EvidenceRow): Promise<Blob | null> {
  const here = await readPhoto(store, photo.visit, photo.sha256);
  if (here !== null && (await hashOf(await here.arrayBuffer())) === photo.sha256) return here;
  const other = await fromSecondCopy(store, photo);
  if (other === null) return null;
  const { chunks } = photoRows(photo.visit, { ...photo, mime: 'image/jpeg', width: 0, height: 0, bytes: other }, '');
  await store.db.write(['evidence', 'evidenceChunks'], async (tx) => {
    const row = await tx.objectStore('evidence').get([photo.visit, photo.sha256]);
    if (row === undefined) return;
    await tx.objectStore('evidence').put({ ...withoutTrouble(row), chunks: chunks.length });
    await Promise.all(chunks.map((chunk) => tx.objectStore('evidenceChunks').put(chunk)));
  });
  return new Blob([other], { type: photo.mime });
}

async function fromSecondCopy(store: VisitStore, { visit, sha256 }: EvidenceRow): Promise<ArrayBuffer | null> {
  let found: ArrayBuffer | null = null;
  await withCopy(store, async ({ journal }) => {
    const key = photoKey(visit, sha256);
    if (!(await journal.state()).unsent.some((each) => each.key === key)) return;
    for (const { record, binary } of await journal.read()) {
      if (record.kind !== 'photo' || photoKey(record.row.visit, record.row.sha256) !== key) continue;
      const bytes = binary.slice().buffer;
      if ((await hashOf(bytes)) === sha256) found = bytes;
    }
  });
  return found;
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** After the server was restored nobody knows which photos it still holds: each is asked about again. */
export async function doubtPhotos(store: VisitStore, visit: VisitId): Promise<void> {
  await store.db.write(['evidence'], async (tx) => {
    const rows = await tx.objectStore('evidence').getAll(keysOf(visit));
    await Promise.all(rows.map((row) => tx.objectStore('evidence').put({ ...row, isSent: 0, uploadUrl: null })));
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}
