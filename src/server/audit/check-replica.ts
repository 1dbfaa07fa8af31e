import type { OrganisationId, Sha256 } from '#domain/ids.ts';
import { type AuditedBatch, type AuditedReplica, findAuthors, listBatches } from '../db/audit.ts';
import type { Queryable } from '../db/database.ts';
import { isSignedBy, linksAtOnce } from '../visits/check-batch.ts';
import { type Finding, lineOf } from './finding.ts';

/** Follows the chain of what one replica handed in: its numbers, its links, its signatures, and whose changes they are. */
export async function checkReplica(
  db: Queryable,
  organisation: OrganisationId,
  replica: AuditedReplica,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const find = (n: number, what: string): void =>
    void findings.push({ organisation, where: `replica ${replica.id}, entry ${n}`, what });
  const batches = await listBatches(db, organisation, replica.id);
  let [last, link]: [number, Sha256 | null] = [0, null];
  for (const batch of batches) {
    if (batch.firstN !== last + 1) find(last + 1, `Entries are missing up to entry ${batch.firstN - 1}.`);
    const links = linksAtOnce({ replica: replica.id, firstN: batch.firstN, prev: link }, batch.changes);
    const at = batch.links.findIndex((kept, index) => kept !== links[index]);
    if (at !== -1) find(batch.firstN + at, 'The entry and its link do not fit: one of them was altered.');
    const newest = batch.links.at(-1);
    if (newest !== undefined && !isSignedBy(replica.publicKey, batch.signature, newest))
      find(batch.firstN + batch.links.length - 1, 'The signature of the batch does not fit.');
    findings.push(...(await checkAuthors(db, organisation, replica, batch)));
    [last, link] = [batch.firstN + batch.links.length - 1, newest ?? link];
  }
  if (last !== replica.n || link !== replica.link)
    find(last, `The entries end here; the replica's row says entry ${replica.n} or another link.`);
  return findings;
}

async function checkAuthors(
  db: Queryable,
  organisation: OrganisationId,
  replica: AuditedReplica,
  { changes }: AuditedBatch,
): Promise<readonly Finding[]> {
  const authors = await findAuthors(db, organisation, changes);
  return authors
    .filter(({ author }) => author !== `${replica.person}`)
    .map(({ visit, seq }) => ({
      organisation,
      where: lineOf(visit, seq),
      what: 'Its author is not the person whose replica sealed it.',
    }));
}
