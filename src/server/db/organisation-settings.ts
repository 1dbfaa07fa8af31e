import * as z from 'zod/mini';
import type { OrganisationId } from '#domain/ids.ts';
import type { OrganisationSettings } from '#protocol/account.ts';
import type { Queryable } from './database.ts';

const Row = z.object({ kept_copy_days: z.int() });

export async function findSettings(db: Queryable, organisation: OrganisationId): Promise<OrganisationSettings> {
  const { rows } = await db.query('SELECT kept_copy_days FROM organisation WHERE id = $1', [organisation]);
  return { keptCopyDays: Row.parse(rows[0]).kept_copy_days };
}

export async function saveSettings(
  db: Queryable,
  organisation: OrganisationId,
  { keptCopyDays }: OrganisationSettings,
): Promise<void> {
  await db.query('UPDATE organisation SET kept_copy_days = $2 WHERE id = $1', [organisation, keptCopyDays]);
}
