import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { PublicKeyJwk } from '#domain/change/envelope.ts';
import { type OrganisationId, PersonId, type ReplicaId, Sha256 } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

const Stored = z.object({ person: PersonId, public_key: PublicKeyJwk, n: z.int(), link: z.nullable(Sha256) });

export interface LockedReplica {
  readonly person: PersonId;
  readonly publicKey: PublicKeyJwk;
  /** The newest entry that was taken; 0 with link null before the first. */
  readonly n: number;
  readonly link: Sha256 | null;
}

const lockStatement = {
  name: 'replica-lock',
  text: 'SELECT person, public_key, n, link FROM replica WHERE organisation = $1 AND id = $2 FOR UPDATE',
} as const;

/** Locks a replica until the transaction ends. Its enrolment, or else its first push, registers it for the person who sends it. */
export async function lockReplica(
  tx: Queryable,
  organisation: OrganisationId,
  replica: ReplicaId,
  first: { readonly person: PersonId; readonly publicKey: PublicKeyJwk },
): Promise<LockedReplica> {
  const found = await findReplica(tx, organisation, replica);
  if (found !== null) return found;
  await tx.query(
    'INSERT INTO replica (organisation, id, person, public_key) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [organisation, replica, first.person, canonicalJson(first.publicKey)],
  );
  const registered = await findReplica(tx, organisation, replica);
  if (registered === null) throw new Error('A replica vanished under its lock.');
  return registered;
}

/** Whose replica it is; null for one that has never pushed nor enrolled. */
export async function findReplicaOwner(
  db: Queryable,
  organisation: OrganisationId,
  replica: ReplicaId,
): Promise<{ readonly person: PersonId; readonly publicKey: PublicKeyJwk } | null> {
  const { rows } = await db.query(
    'SELECT person, public_key, n, link FROM replica WHERE organisation = $1 AND id = $2',
    [organisation, replica],
  );
  if (rows[0] === undefined) return null;
  const { person, public_key: publicKey } = Stored.parse(rows[0]);
  return { person, publicKey };
}

async function findReplica(
  tx: Queryable,
  organisation: OrganisationId,
  replica: ReplicaId,
): Promise<LockedReplica | null> {
  const { rows } = await tx.query(lockStatement, [organisation, replica]);
  if (rows[0] === undefined) return null;
  const { public_key: publicKey, ...rest } = Stored.parse(rows[0]);
  return { ...rest, publicKey };
}

const Links = z.array(z.object({ first_n: z.int(), links: z.array(Sha256) }));

/** Links of the entries from `fromN` to `toN` that were taken before, by n. */
export async function findLinks(
  tx: Queryable,
  organisation: OrganisationId,
  replica: ReplicaId,
  fromN: number,
  toN: number,
): Promise<ReadonlyMap<number, Sha256>> {
  const { rows } = await tx.query(
    `SELECT first_n, links FROM replica_batch
      WHERE organisation = $1 AND replica = $2 AND last_n >= $3 AND first_n <= $4`,
    [organisation, replica, fromN, toN],
  );
  return new Map(
    Links.parse(rows).flatMap(({ first_n, links }) => links.map((link, at) => [first_n + at, link] as const)),
  );
}
