import { canonicalJson } from '#domain/canonical.ts';
import { emptyHead } from '#domain/change/log-head.ts';
import type { Sha256 } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import type { PushRequest } from '#protocol/sync.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import { insertBatch } from '../db/push-rows.ts';
import { findLinks, type LockedReplica, lockReplica } from '../db/replicas.ts';
import type { CheckedEntry, Sender } from './check-batch.ts';

/**
 * Locks the replica and puts the batch behind what is held of it. Entries that are held already must be the same ones.
 * @returns the newest entry that the server then has of the replica.
 * @throws Problem `replicaForked` or `badSignature`: whoever sends goes on as a new replica.
 */
export async function extendReplica(
  tx: Transaction,
  sender: Sender,
  request: PushRequest,
  entries: readonly CheckedEntry[],
  at: Date,
): Promise<{ readonly n: number; readonly link: Sha256 }> {
  const { replica, publicKey, firstN, prev, signature } = request;
  const { organisation, person } = sender;
  const stored = await lockReplica(tx, organisation, replica, { person, publicKey });
  if (stored.person !== person) throw forked('The replica is another person’s.');
  if (canonicalJson(stored.publicKey) !== canonicalJson(publicKey)) {
    throw new Problem('badSignature', { detail: 'The replica has another key.' });
  }
  if (firstN > stored.n + 1) throw forked(`The batch begins at ${firstN}; the newest that is held is ${stored.n}.`);
  if ((await linkBefore(tx, sender, request, stored, entries)) !== prev) {
    throw forked(`The link of ${firstN - 1} is another.`);
  }
  const fresh = entries.filter(({ n }) => n > stored.n);
  const [first] = fresh;
  const newest = fresh.at(-1);
  if (first === undefined || newest === undefined) return { n: stored.n, link: stored.link ?? emptyHead };
  const [changes, links] = [fresh.map(({ id }) => id), fresh.map(({ link }) => link)];
  insertBatch(tx, organisation, { replica, firstN: first.n, changes, links, signature }, at);
  return { n: newest.n, link: newest.link };
}

async function linkBefore(
  tx: Queryable,
  { organisation }: Sender,
  { replica, firstN }: PushRequest,
  stored: LockedReplica,
  entries: readonly CheckedEntry[],
): Promise<Sha256 | null> {
  if (firstN === stored.n + 1) return stored.link;
  const lastN = Math.min(stored.n, firstN + entries.length - 1);
  const links = await findLinks(tx, organisation, replica, firstN - 1, lastN);
  if (entries.some(({ n, link }) => n <= stored.n && links.get(n) !== link)) {
    throw forked('The replica has had other changes under these numbers.');
  }
  return links.get(firstN - 1) ?? null;
}

function forked(detail: string): Problem {
  return new Problem('replicaForked', { detail });
}
