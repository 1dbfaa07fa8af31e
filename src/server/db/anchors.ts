import * as z from 'zod/mini';
import { type Anchor, AnchoredHead } from '#domain/change/anchor.ts';
import { Signature } from '#domain/change/envelope.ts';
import { type OrganisationId, Sha256 } from '#domain/ids.ts';
import type { Queryable, Transaction } from './database.ts';

const Stored = z.object({ n: z.int(), at: z.date(), digest: Sha256, signature: Signature, heads: z.int() });
/** An anchor without its heads; `heads` says how many there are. */
export type StoredAnchor = z.infer<typeof Stored>;

const columns = `n, at, digest, signature,
  (SELECT count(*)::int FROM log_anchor_head h WHERE h.organisation = a.organisation AND h.n = a.n) AS heads`;

/** The newest first. */
export async function listAnchors(
  db: Queryable,
  organisation: OrganisationId,
  limit: number | null,
): Promise<readonly StoredAnchor[]> {
  const { rows } = await db.query(
    `SELECT ${columns} FROM log_anchor a WHERE organisation = $1 ORDER BY n DESC LIMIT $2`,
    [organisation, limit],
  );
  return rows.map((row) => Stored.parse(row));
}

export async function findAnchoredHeads(
  db: Queryable,
  organisation: OrganisationId,
  n: number,
): Promise<readonly AnchoredHead[]> {
  const { rows } = await db.query(
    'SELECT visit, seq, head FROM log_anchor_head WHERE organisation = $1 AND n = $2 ORDER BY visit',
    [organisation, n],
  );
  return rows.map((row) => AnchoredHead.parse(row));
}

/** Heads of the visits that moved since they were last anchored, in the order of their ids. */
export async function findMovedHeads(db: Queryable, organisation: OrganisationId): Promise<readonly AnchoredHead[]> {
  const { rows } = await db.query(
    `SELECT v.id AS visit, v.seq, v.head FROM visit v
       LEFT JOIN LATERAL (
         SELECT seq FROM log_anchor_head h WHERE h.organisation = v.organisation AND h.visit = v.id ORDER BY n DESC LIMIT 1
       ) anchored ON true
      WHERE v.organisation = $1 AND v.seq > coalesce(anchored.seq, 0) ORDER BY v.id`,
    [organisation],
  );
  return rows.map((row) => AnchoredHead.parse(row));
}

/** Of an organisation one anchor is made after the other. */
export async function lockAnchors(tx: Transaction, organisation: OrganisationId): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('tilik/anchors/' || $1::text, 0))`, [organisation]);
}

export function insertAnchor(
  tx: Transaction,
  organisation: OrganisationId,
  { n, at, heads }: Anchor,
  proof: { readonly digest: Sha256; readonly signature: Signature },
): void {
  tx.enqueue('INSERT INTO log_anchor (organisation, n, at, digest, signature) VALUES ($1, $2, $3, $4, $5)', [
    organisation,
    n,
    at,
    proof.digest,
    proof.signature,
  ]);
  tx.enqueue(
    `INSERT INTO log_anchor_head (organisation, n, visit, seq, head)
       SELECT $1, $2, h.* FROM unnest($3::uuid[], $4::bigint[], $5::text[]) AS h`,
    [organisation, n, heads.map(({ visit }) => visit), heads.map(({ seq }) => seq), heads.map(({ head }) => head)],
  );
}
