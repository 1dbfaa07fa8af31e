import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OrganisationId, ReplicaId, VisitId } from '#domain/ids.ts';
import { findAnchoredHeads, listAnchors } from '../db/anchors.ts';
import { findKeptLines, type KeptLine, listBatches, listHeldPhotos, listReplicas } from '../db/audit.ts';
import { findVisit } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { signHead } from '../visits/healing/signed-head.ts';

type ExportDeps = Pick<ServerDeps, 'db' | 'identity' | 'blobs' | 'clock'>;

export interface ExportedVisit {
  readonly lines: number;
  readonly photos: number;
  /** Photos that the server should hold and cannot read. */
  readonly missing: readonly string[];
}

const verifier = path.join(import.meta.dirname, 'verify-visit.mjs');

/**
 * Writes one visit with all that proves it into a new folder, and beside it the program that checks it without a database.
 * @returns null where there is no such visit.
 */
export async function exportVisit(
  deps: ExportDeps,
  about: { readonly organisation: OrganisationId; readonly visit: VisitId },
  folder: string,
): Promise<ExportedVisit | null> {
  const { db, identity } = deps;
  const { organisation, visit } = about;
  const row = await findVisit(db, organisation, visit);
  if (row === null) return null;
  await mkdir(path.join(folder, 'photos'), { recursive: true });
  // What comes in meanwhile is not in the export.
  const kept = await findKeptLines(db, organisation, visit, { after: 0, limit: row.seq });
  const held = (await listHeldPhotos(db, organisation)).filter((photo) => photo.visit === visit);
  const photos = [];
  const missing = [];
  for (const { sha256 } of held) {
    const isThere = await writePhoto(deps, { organisation, visit, sha256 }, folder);
    if (isThere) photos.push({ sha256 });
    else missing.push(sha256);
  }
  const exported = {
    format: 'tilik-audit',
    version: 1,
    madeAt: deps.clock().toISOString(),
    organisation,
    visit,
    server: { publicKey: identity.publicKey, epoch: identity.epoch },
    head: signHead(identity, about, row.seq, row.head),
    lines: kept.map(({ item, head }) => ({ item, head })),
    replicas: await replicasOf(db, organisation, kept),
    photos,
    anchor: await newestAnchor(db, organisation, visit, row.seq),
  };
  await writeFile(path.join(folder, 'visit.json'), `${JSON.stringify(exported, null, 1)}\n`);
  await copyFile(verifier, path.join(folder, path.basename(verifier)));
  return { lines: kept.length, photos: photos.length, missing };
}

async function writePhoto(
  { blobs }: ExportDeps,
  address: Parameters<ServerDeps['blobs']['read']>[0],
  folder: string,
): Promise<boolean> {
  const blob = await blobs.read(address);
  if (blob === null) return false;
  const file = path.join(folder, 'photos', `${address.sha256}.jpg`);
  await pipeline(Readable.from(blob.stream()), createWriteStream(file));
  return true;
}

/** With their whole chains: a link names the one before, also where that was about another visit. */
async function replicasOf(db: ExportDeps['db'], organisation: OrganisationId, kept: readonly KeptLine[]) {
  const named = new Set(kept.map(({ item }) => item.replica));
  const replicas = (await listReplicas(db, organisation)).filter(({ id }) => named.has(id));
  const batchesOf = async (id: ReplicaId) => await listBatches(db, organisation, id);
  return await Promise.all(
    replicas.map(async ({ id, person, publicKey }) => ({ id, person, publicKey, batches: await batchesOf(id) })),
  );
}

async function newestAnchor(db: ExportDeps['db'], organisation: OrganisationId, visit: VisitId, seq: number) {
  const anchors = await listAnchors(db, organisation, null);
  for (const [at, { n, at: madeAt, digest, signature }] of anchors.entries()) {
    const heads = await findAnchoredHeads(db, organisation, n);
    if (!heads.some((head) => head.visit === visit && head.seq <= seq)) continue;
    return { n, at: madeAt.toISOString(), previous: anchors[at + 1]?.digest ?? null, heads, digest, signature };
  }
  return null;
}
