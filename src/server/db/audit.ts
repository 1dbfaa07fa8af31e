import * as z from 'zod/mini';
import { PublicKeyJwk, Signature } from '#domain/change/envelope.ts';
import type { UnknownLogItem } from '#domain/change/log.ts';
import { ChangeId, OrganisationId, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';
import { itemOf, type LineRow, lineColumns, lineSource } from './visit-log.ts';

/** A line with what the database keeps beside it: its head, and the columns that are found by. */
export interface KeptLine {
  readonly seq: number;
  readonly item: UnknownLogItem;
  readonly head: string;
  readonly change: string | null;
  readonly register: string | null;
}

/** Lines after a seq, in order, at most `limit`. */
export async function findKeptLines(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly KeptLine[]> {
  const { rows } = await db.query<LineRow & { head: string; change: string | null; register: string | null }>(
    `SELECT ${lineColumns}, l.head, l.change, l.register FROM ${lineSource}
      WHERE l.organisation = $1 AND l.visit = $2 AND l.seq > $3 ORDER BY l.seq LIMIT $4`,
    [organisation, visit, page.after, page.limit],
  );
  return rows.map((row) => ({
    seq: row.seq,
    item: itemOf(row),
    head: row.head,
    change: row.change,
    register: row.register,
  }));
}

const Audited = z.object({ id: OrganisationId, name: z.string() });

export async function listOrganisations(db: Queryable): Promise<readonly z.infer<typeof Audited>[]> {
  const { rows } = await db.query('SELECT id, name FROM organisation ORDER BY id');
  return rows.map((row) => Audited.parse(row));
}

const Visit = z.object({ id: VisitId, seq: z.int(), head: Sha256, statuses: z.array(z.string()) });
export type AuditedVisit = z.infer<typeof Visit>;

export async function listVisits(db: Queryable, organisation: OrganisationId): Promise<readonly AuditedVisit[]> {
  const { rows } = await db.query('SELECT id, seq, head, statuses FROM visit WHERE organisation = $1 ORDER BY id', [
    organisation,
  ]);
  return rows.map((row) => Visit.parse(row));
}

const Replica = z.object({
  id: ReplicaId,
  person: PersonId,
  publicKey: PublicKeyJwk,
  n: z.int(),
  link: z.nullable(Sha256),
});
export type AuditedReplica = z.infer<typeof Replica>;

export async function listReplicas(db: Queryable, organisation: OrganisationId): Promise<readonly AuditedReplica[]> {
  const { rows } = await db.query(
    'SELECT id, person, public_key AS "publicKey", n, link FROM replica WHERE organisation = $1 ORDER BY id',
    [organisation],
  );
  return rows.map((row) => Replica.parse(row));
}

const Batch = z.object({
  firstN: z.int(),
  changes: z.array(ChangeId),
  links: z.array(Sha256),
  signature: Signature,
});
export type AuditedBatch = z.infer<typeof Batch>;

/** The sealed batches of one replica, in their order. */
export async function listBatches(
  db: Queryable,
  organisation: OrganisationId,
  replica: ReplicaId,
): Promise<readonly AuditedBatch[]> {
  const { rows } = await db.query(
    `SELECT first_n AS "firstN", changes, links, signature FROM replica_batch
      WHERE organisation = $1 AND replica = $2 ORDER BY first_n`,
    [organisation, replica],
  );
  return rows.map((row) => Batch.parse(row));
}

const Author = z.object({ change: ChangeId, author: z.string(), visit: VisitId, seq: z.int() });
export type AuditedAuthor = z.infer<typeof Author>;

/** Who the log says wrote the changes. Those that were refused are in no log. */
export async function findAuthors(
  db: Queryable,
  organisation: OrganisationId,
  changes: readonly ChangeId[],
): Promise<readonly AuditedAuthor[]> {
  const { rows } = await db.query(
    `SELECT change, line->'change'->'content'->>'author' AS author, visit, seq FROM visit_log
      WHERE organisation = $1 AND change = ANY ($2)`,
    [organisation, changes],
  );
  return rows.map((row) => Author.parse(row));
}

const LinePlace = z.object({ visit: VisitId, seq: z.int() });

/** Changes that no sealed batch of their replica names. They came by a backup file, or back from a tablet after a restore. */
export async function findUnsealed(
  db: Queryable,
  organisation: OrganisationId,
): Promise<readonly z.infer<typeof LinePlace>[]> {
  const { rows } = await db.query(
    `SELECT visit, seq FROM visit_log l WHERE organisation = $1 AND kind = 'change' AND NOT EXISTS (
       SELECT 1 FROM (SELECT unnest(changes) AS change FROM replica_batch WHERE organisation = $1) b WHERE b.change = l.change)
      ORDER BY visit, seq`,
    [organisation],
  );
  return rows.map((row) => LinePlace.parse(row));
}

/** Lines at which an anchor names another head than the log has, or that are gone. */
export async function findAnchoredMismatch(
  db: Queryable,
  organisation: OrganisationId,
  n: number,
): Promise<readonly z.infer<typeof LinePlace>[]> {
  const { rows } = await db.query(
    `SELECT h.visit, h.seq FROM log_anchor_head h
       LEFT JOIN visit_log l ON l.organisation = h.organisation AND l.visit = h.visit AND l.seq = h.seq
      WHERE h.organisation = $1 AND h.n = $2 AND l.head IS DISTINCT FROM h.head ORDER BY h.visit`,
    [organisation, n],
  );
  return rows.map((row) => LinePlace.parse(row));
}

/** Changes whose value was erased. */
export async function listErased(db: Queryable, organisation: OrganisationId): Promise<ReadonlySet<ChangeId>> {
  const { rows } = await db.query<{ about: ChangeId }>(
    `SELECT about FROM visit_log WHERE organisation = $1 AND kind = 'redaction'`,
    [organisation],
  );
  return new Set(rows.map(({ about }) => about));
}

const Photo = z.object({ visit: VisitId, sha256: Sha256 });

/** Photos that the server says it holds. */
export async function listHeldPhotos(
  db: Queryable,
  organisation: OrganisationId,
): Promise<readonly z.infer<typeof Photo>[]> {
  const { rows } = await db.query('SELECT visit, sha256 FROM evidence WHERE organisation = $1 ORDER BY visit, sha256', [
    organisation,
  ]);
  return rows.map((row) => Photo.parse(row));
}
