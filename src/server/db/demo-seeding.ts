import * as z from 'zod/mini';
import { OrganisationId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

const Seeding = z.object({ organisation: OrganisationId, today: z.string() });
export type DemoSeeding = z.infer<typeof Seeding>;

export async function insertSeeding(tx: Queryable, { organisation, today }: DemoSeeding): Promise<void> {
  await tx.query('INSERT INTO demo_seeding (organisation, today) VALUES ($1, $2)', [organisation, today]);
}

/** A demonstration that was begun and not finished. */
export async function findUnfinishedSeeding(db: Queryable): Promise<DemoSeeding | null> {
  const { rows } = await db.query(
    'SELECT organisation, today::text AS today FROM demo_seeding WHERE finished_at IS NULL',
  );
  return rows[0] === undefined ? null : Seeding.parse(rows[0]);
}

export async function finishSeeding(db: Queryable, organisation: OrganisationId): Promise<void> {
  await db.query('UPDATE demo_seeding SET finished_at = now() WHERE organisation = $1', [organisation]);
}
