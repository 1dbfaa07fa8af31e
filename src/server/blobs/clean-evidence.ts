import type { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { Transaction } from '../db/database.ts';
import { isNamed, listEvidence } from '../db/evidence.ts';
import {
  findNamedInTrash,
  findTrashed,
  findUnnamed,
  hasRow,
  isTrashed,
  learnNames,
  putIntoTrash,
  putRowBack,
  takeFromTrash,
  takeUnnamedRow,
} from '../db/evidence-trash.ts';
import { lockVisit } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import type { BlobAddress, ListedBlob } from './blob-store.ts';

type CleanDeps = Pick<ServerDeps, 'db' | 'blobs' | 'clock'>;

export interface CleaningAges {
  /** Nothing younger is taken for forgotten: a tablet may come with the change weeks after its photo. */
  readonly toTrashMs: number;
  readonly inTrashMs: number;
}

const dayMs = 86_400_000;
export const usualAges: CleaningAges = { toTrashMs: 60 * dayMs, inTrashMs: 90 * dayMs };

export interface Cleaned {
  readonly trashed: number;
  readonly broughtBack: number;
  readonly deleted: number;
}

/**
 * Takes away photos that no change ever named: into the trash first, with a record, and for good much later. Every step is taken under the
 * visit's row lock, which uploads and pushes take as well, and a file leaves its address only when a committed record says that it is in
 * the trash: a kill in between leaves a file too many, never one too few. The next run goes on where it was left.
 */
export async function cleanEvidence(deps: CleanDeps, ages: CleaningAges = usualAges): Promise<Cleaned> {
  const now = deps.clock().getTime();
  const trashBefore = new Date(now - ages.toTrashMs);
  const deleteBefore = new Date(now - ages.inTrashMs);
  await learnNames(deps.db);
  const count = { trashed: 0, broughtBack: 0, deleted: 0 };
  for (const address of await findNamedInTrash(deps.db, 'everywhere'))
    if (await bringBack(deps, address)) count.broughtBack += 1;
  for (const address of await findUnnamed(deps.db, trashBefore, 10_000))
    if (await trash(deps, address, trashBefore, null)) count.trashed += 1;
  for await (const file of withoutRow(deps)) {
    if (await isTrashed(deps.db, file.address)) await takeAway(deps, file.address);
    else if (file.writtenAt < trashBefore && (await trash(deps, file.address, trashBefore, file))) count.trashed += 1;
  }
  for (const address of await findTrashed(deps.db, deleteBefore))
    if (await deleteForGood(deps, address, deleteBefore)) count.deleted += 1;
  for await (const file of deps.blobs.list('trash')) await dropUnrecorded(deps, file, trashBefore);
  return count;
}

/** After a push that named photos: what of them is in the trash is brought back before the receipt is given. */
export async function bringBackNamed(
  deps: CleanDeps,
  organisation: OrganisationId,
  photos: readonly Sha256[],
): Promise<void> {
  if (photos.length === 0) return;
  for (const address of await findNamedInTrash(deps.db, { organisation, photos })) await bringBack(deps, address);
}

/** Files at an address that no row names. They come visit by visit, so each visit's rows are asked for once. */
async function* withoutRow({ db, blobs }: CleanDeps): AsyncIterable<ListedBlob> {
  let visit: VisitId | null = null;
  let rows = new Set<string>();
  for await (const file of blobs.list('held')) {
    if (file.address.visit !== visit) {
      visit = file.address.visit;
      rows = new Set((await listEvidence(db, file.address.organisation, visit)).map(({ sha256 }) => sha256));
    }
    if (!rows.has(file.address.sha256)) yield file;
  }
}

/** Null where the visit is not known: nobody can say then who names what. */
async function underLock<T>(
  { db }: CleanDeps,
  address: BlobAddress,
  work: (tx: Transaction) => Promise<T>,
): Promise<T | null> {
  return await db.transaction(async (tx) => {
    const visit = await lockVisit(tx, address.organisation, address.visit);
    return visit === null ? null : await work(tx);
  });
}

async function trash(deps: CleanDeps, address: BlobAddress, before: Date, file: ListedBlob | null): Promise<boolean> {
  const isDone = await underLock(deps, address, async (tx) => {
    if (await isNamed(tx, address)) return false;
    const row = await takeUnnamedRow(tx, address, before);
    if (row === null && (file === null || (await hasRow(tx, address)))) return false;
    await deps.blobs.copyToTrash(address);
    const found = row ?? { ...unrecorded, bytes: file?.bytes ?? 0, received_at: file?.writtenAt ?? before };
    await putIntoTrash(tx, address, found, deps.clock());
    return true;
  });
  if (isDone === true) await takeAway(deps, address);
  return isDone === true;
}

const unrecorded = { mime: 'image/jpeg', person: null } as const;

/** The second half: only now that the record is committed does the file leave its address. */
async function takeAway(deps: CleanDeps, address: BlobAddress): Promise<void> {
  await underLock(deps, address, async (tx) => {
    if (!(await isTrashed(tx, address)) || (await hasRow(tx, address))) return;
    if (await deps.blobs.copyToTrash(address)) await deps.blobs.takeAway(address);
  });
}

async function bringBack(deps: CleanDeps, address: BlobAddress): Promise<boolean> {
  const isDone = await underLock(deps, address, async (tx) => {
    if (!(await isTrashed(tx, address)) || !(await deps.blobs.bringBack(address))) return false;
    const row = await takeFromTrash(tx, address);
    // A file without a row was never acknowledged: its tablet still has it and sends it again.
    if (row !== null && row.person !== null) await putRowBack(tx, address, row);
    return true;
  });
  if (isDone === true) await deps.blobs.emptyTrash(address);
  return isDone === true;
}

async function deleteForGood(deps: CleanDeps, address: BlobAddress, before: Date): Promise<boolean> {
  const isDone = await underLock(
    deps,
    address,
    async (tx) => !(await isNamed(tx, address)) && (await takeFromTrash(tx, address, before)) !== null,
  );
  if (isDone === true) await deps.blobs.emptyTrash(address);
  return isDone === true;
}

/**
 * What lies in the trash without a record: a kill came before it was removed, or the database was restored from before it was put there,
 * and then the row says that it is held.
 */
async function dropUnrecorded(deps: CleanDeps, file: ListedBlob, before: Date): Promise<void> {
  const { address } = file;
  await underLock(deps, address, async (tx) => {
    if (await isTrashed(tx, address)) return;
    const isRow = await hasRow(tx, address);
    if (isRow) await deps.blobs.bringBack(address);
    const isHeld = (await deps.blobs.read(address)) !== null;
    if (isHeld || (!isRow && file.writtenAt < before && !(await isNamed(tx, address))))
      await deps.blobs.emptyTrash(address);
  });
}
