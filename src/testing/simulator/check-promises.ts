import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import type { World } from './cast.ts';
import type { Finding } from './findings.ts';
import type { SavedChange, SavedPhoto } from './ledger.ts';
import type { ServerView } from './server-view.ts';

/** What a person was shown as saved is on the server, once and as it was written, or stands refused before its author. */
export async function checkPromises(world: World, view: ServerView): Promise<readonly Finding[]> {
  const { ledger } = world;
  const refused = await refusals(world);
  const findings: Finding[] = [];
  for (const saved of ledger.changes.values()) {
    if (ledger.gone.has(saved.id)) continue;
    const text = checkChange(world, saved, view, refused.get(saved.id), () => wasNeverOfVisit(world, view, saved));
    if (text !== null) findings.push({ kind: 'lost', text: `${nameOf(saved)}: ${text}` });
  }
  for (const photo of ledger.photos.values()) {
    if (ledger.gone.has(photo.sha256) || wasNeverOfVisit(world, view, photo)) continue;
    const text = world.erasures.asked.has(photo.sha256) ? null : await checkPhoto(world, photo);
    if (text !== null)
      findings.push({ kind: 'lost', text: `photo ${photo.sha256.slice(0, 8)} of ${photo.savedOn}: ${text}` });
  }
  return findings;
}

const Body = z.looseObject({ value: z.unknown() });

function checkChange(
  { erasures }: World,
  saved: SavedChange,
  view: ServerView,
  refusedBecause: string | undefined,
  isStranger: () => boolean,
): string | null {
  const rows = view.changes.get(saved.id) ?? [];
  const [row] = rows;
  if (rows.length > 1) return `it is on the server ${rows.length} times`;
  if (row !== undefined) {
    if (row.visit !== saved.visit) return 'it is in another visit';
    if (row.body === null) return erasures.asked.has(saved.id) ? null : 'its value is gone and nobody asked for that';
    return canonicalJson(Body.parse(row.body).value) === canonicalJson(saved.value) ? null : 'its value is another';
  }
  if (refusedBecause === undefined) return 'it is not on the server';
  // Only to whom the visit never belonged may the server say no.
  return isStranger() && refusedBecause === 'notAllowed'
    ? null
    : `it was refused (${refusedBecause}) though its author is of the visit`;
}

/** Neither does the server know the author as one who takes part or did, nor was anyone shown as saved that he does. */
function wasNeverOfVisit(
  world: World,
  view: ServerView,
  { visit, author }: Pick<SavedChange, 'visit' | 'author'>,
): boolean {
  const name = `${visit} ${author}`;
  const { changes, gone } = world.ledger;
  const wasAdded = [...changes.values()].some(
    (saved) => saved.visit === visit && saved.register === `member/${author}` && !gone.has(saved.id),
  );
  return !wasAdded && !view.members.has(name) && !view.removed.has(name);
}

async function checkPhoto(world: World, { visit, sha256 }: SavedPhoto): Promise<string | null> {
  const { organisation, house } = world.server;
  const blob = await house.deps.blobs.read({ organisation, visit, sha256 });
  if (blob === null) return 'its bytes are not on the server';
  const hash = createHash('sha256');
  for await (const chunk of blob.stream()) hash.update(chunk);
  return hash.digest('hex') === `${sha256}` ? null : 'its bytes are others';
}

/** Codes of refused changes, as their authors' devices show them. */
async function refusals(world: World): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  for (const device of world.devices) {
    const rows = await device.look((db) => db.read(['refused'], (tx) => tx.objectStore('refused').getAll()));
    for (const { id, code } of rows) codes.set(id, code);
  }
  return codes;
}

function nameOf({ id, register, savedOn }: SavedChange): string {
  return `${register} (${id.slice(0, 8)}), saved on ${savedOn}`;
}
