import * as z from 'zod/mini';
import { OrganisationId, PersonId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

export interface NewInvitation {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly madeBy: PersonId;
  readonly tokenHash: Buffer;
  readonly lifeHours: number;
}

/** Ends the links that the person had. @returns when the new one expires; null where there is no such person, or nobody who may sign in. */
export async function insertInvitation(tx: Queryable, invitation: NewInvitation): Promise<Date | null> {
  const { organisation, person, madeBy, tokenHash, lifeHours } = invitation;
  await endInvitations(tx, organisation, person);
  const { rows } = await tx.query<{ expires_at: Date }>(
    `INSERT INTO invitation (organisation, id, person, token_hash, made_by, expires_at)
       SELECT organisation, gen_random_uuid(), person, $3, $4, now() + make_interval(hours => $5)
         FROM membership WHERE organisation = $1 AND person = $2 AND is_active
     RETURNING expires_at`,
    [organisation, person, tokenHash, madeBy, lifeHours],
  );
  return rows[0]?.expires_at ?? null;
}

export async function endInvitations(tx: Queryable, organisation: OrganisationId, person: PersonId): Promise<void> {
  await tx.query(
    'UPDATE invitation SET ended_at = now() WHERE organisation = $1 AND person = $2 AND ended_at IS NULL',
    [organisation, person],
  );
}

const Open = z.object({ organisation: OrganisationId, person: PersonId, expiresAt: z.date() });
export type OpenInvitation = z.infer<typeof Open>;

/** Null once it was used, replaced, or has expired. Inside a transaction it is locked: a link works once. */
export async function findInvitation(db: Queryable, tokenHash: Buffer): Promise<OpenInvitation | null> {
  const { rows } = await db.query(
    `SELECT i.organisation, i.person, i.expires_at AS "expiresAt" FROM invitation i
       JOIN membership m ON m.organisation = i.organisation AND m.person = i.person
      WHERE i.token_hash = $1 AND i.ended_at IS NULL AND i.expires_at > now() AND m.is_active FOR UPDATE OF i`,
    [tokenHash],
  );
  return rows[0] === undefined ? null : Open.parse(rows[0]);
}
