import * as z from 'zod/mini';
import type { Change } from '#domain/change/change.ts';
import { UnknownLogItem } from '#domain/change/log.ts';
import { emptyHead } from '#domain/change/log-head.ts';
import { type OrganisationId, type PersonId, Sha256, type VisitId } from '#domain/ids.ts';
import type { HealingNote } from '#protocol/healing.ts';
import type { Queryable, Transaction } from './database.ts';

const HeadRow = z.object({ seq: z.int(), head: Sha256 });

/** Heads of a visit's log at these numbers; what it does not have is left out. */
export async function findHeads(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, Sha256>> {
  const { rows } = await db.query(
    'SELECT seq, head FROM visit_log WHERE organisation = $1 AND visit = $2 AND seq = ANY ($3)',
    [organisation, visit, seqs],
  );
  const heads = new Map(rows.map((row) => HeadRow.parse(row)).map(({ seq, head }) => [seq, head]));
  return seqs.includes(0) ? heads.set(0, emptyHead) : heads;
}

export interface ReturnedPhoto {
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly receivedAt: Date;
  /** The store still has the bytes. */
  readonly isHere: boolean;
}

/** Photos that had arrived once. Where the bytes are gone the row says so, until a tablet's kept copy has come. */
export function insertReturnedPhotos(
  tx: Transaction,
  about: { readonly organisation: OrganisationId; readonly visit: VisitId; readonly person: PersonId },
  photos: readonly ReturnedPhoto[],
  at: Date,
): void {
  const { organisation, visit, person } = about;
  for (const { sha256, bytes, receivedAt, isHere } of photos) {
    tx.enqueue(
      `INSERT INTO evidence (organisation, visit, sha256, bytes, mime, person, received_at, damaged_at)
       SELECT $1, $2, $3, $4, 'image/jpeg', $5, $6, $7
        WHERE NOT EXISTS (SELECT 1 FROM erased_photo WHERE organisation = $1 AND visit = $2 AND sha256 = $3)
       ON CONFLICT DO NOTHING`,
      [organisation, visit, sha256, bytes, person, receivedAt, isHere ? null : at],
    );
  }
}

/** Values that the log commits to and that are not here, though nobody erased them. */
export function fillBodies(tx: Transaction, organisation: OrganisationId, changes: readonly Change[]): void {
  const bodies = changes.filter(({ body }) => body !== null);
  if (bodies.length === 0) return;
  tx.enqueue(
    `INSERT INTO change_body (organisation, change, body)
     SELECT $1, b.change, b.body FROM unnest($2::text[], $3::json[]) AS b (change, body)
      WHERE EXISTS (SELECT 1 FROM visit_log l WHERE l.organisation = $1
                      AND (l.change = b.change OR (l.about = b.change AND l.kind = 'adopted')))
        AND NOT EXISTS (
          SELECT 1 FROM visit_log l WHERE l.organisation = $1 AND l.about = b.change AND l.kind = 'redaction')
     ON CONFLICT DO NOTHING`,
    [organisation, bodies.map(({ id }) => id), bodies.map(({ body }) => JSON.stringify(body))],
  );
}

export interface NewNote {
  readonly about: Sha256;
  readonly kind: HealingNote['kind'];
  readonly line: UnknownLogItem | null;
}

export function insertNotes(
  tx: Transaction,
  { organisation, visit }: { readonly organisation: OrganisationId; readonly visit: VisitId },
  notes: readonly NewNote[],
  at: Date,
): void {
  for (const { about, kind, line } of notes)
    tx.enqueue(
      `INSERT INTO healing_note (organisation, visit, about, kind, line, noted_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [organisation, visit, about, kind, line === null ? null : JSON.stringify(line), at],
    );
}

const NoteRow = z.object({
  kind: z.enum(['unplaced', 'rolled-back']),
  line: z.nullable(UnknownLogItem),
  noted_at: z.date(),
});

export async function findNotes(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
): Promise<readonly HealingNote[]> {
  const { rows } = await db.query(
    'SELECT kind, line, noted_at FROM healing_note WHERE organisation = $1 AND visit = $2 ORDER BY noted_at, about',
    [organisation, visit],
  );
  return rows
    .map((row) => NoteRow.parse(row))
    .map(({ kind, line, noted_at }) => ({ kind, at: noted_at.toISOString(), ...(line === null ? {} : { line }) }));
}
