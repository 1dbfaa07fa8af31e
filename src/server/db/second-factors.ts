import * as z from 'zod/mini';
import type { OrganisationId, PersonId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

const Stored = z.object({
  secret: z.instanceof(Buffer),
  confirmedAt: z.nullable(z.date()),
  lastStep: z.int(),
  recoveryCodesLeft: z.int(),
});
export type StoredSecondFactor = z.infer<typeof Stored>;

export async function findSecondFactor(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
): Promise<StoredSecondFactor | null> {
  const { rows } = await db.query(
    `SELECT secret, confirmed_at AS "confirmedAt", last_step AS "lastStep",
       (SELECT count(*)::int FROM recovery_code r WHERE r.organisation = f.organisation AND r.person = f.person) AS "recoveryCodesLeft"
       FROM second_factor f WHERE organisation = $1 AND person = $2`,
    [organisation, person],
  );
  return rows[0] === undefined ? null : Stored.parse(rows[0]);
}

/** A beginning replaces one that was never confirmed. @returns false where one counts already. */
export async function beginSecondFactor(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  secret: Buffer,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO second_factor AS f (organisation, person, secret) VALUES ($1, $2, $3)
     ON CONFLICT (organisation, person) DO UPDATE SET secret = excluded.secret, made_at = now(), last_step = 0
       WHERE f.confirmed_at IS NULL`,
    [organisation, person, secret],
  );
  return rowCount === 1;
}

export async function confirmSecondFactor(
  tx: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  recoveryHashes: readonly Buffer[],
): Promise<void> {
  await tx.query('UPDATE second_factor SET confirmed_at = now() WHERE organisation = $1 AND person = $2', [
    organisation,
    person,
  ]);
  await tx.query(
    'INSERT INTO recovery_code (organisation, person, code_hash) SELECT $1, $2, hash FROM unnest($3::bytea[]) AS hash',
    [organisation, person, recoveryHashes],
  );
}

/** A code is good once: of two that use it at the same moment one is turned away. @returns whether it was the first time. */
export async function useStep(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  step: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE second_factor SET last_step = $3 WHERE organisation = $1 AND person = $2 AND last_step < $3',
    [organisation, person, step],
  );
  return rowCount === 1;
}

/** @returns whether there was such a code; it is gone then. */
export async function useRecoveryCode(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  hash: Buffer,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'DELETE FROM recovery_code WHERE organisation = $1 AND person = $2 AND code_hash = $3',
    [organisation, person, hash],
  );
  return rowCount === 1;
}

/** @returns whether there was one. */
export async function deleteSecondFactor(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM second_factor WHERE organisation = $1 AND person = $2', [
    organisation,
    person,
  ]);
  return rowCount === 1;
}
