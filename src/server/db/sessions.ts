import * as z from 'zod/mini';
import type { OrganisationId, PersonId } from '#domain/ids.ts';
import { Account } from './accounts.ts';
import type { Queryable } from './database.ts';

export const StoredSession = z.object({
  id: z.uuid(),
  device: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
});
export type StoredSession = z.infer<typeof StoredSession>;

const isAlive = '(s.expires_at > now() AND s.last_seen_at + s.idle_limit > now())';

export interface NewSession {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly tokenHash: Buffer;
  readonly device: string;
  readonly idleDays: number;
  readonly absoluteDays: number;
}

export async function insertSession(db: Queryable, session: NewSession): Promise<void> {
  await db.query(
    `INSERT INTO session (organisation, id, person, token_hash, device, idle_limit, expires_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, make_interval(days => $5), now() + make_interval(days => $6))`,
    [session.organisation, session.person, session.tokenHash, session.device, session.idleDays, session.absoluteDays],
  );
}

const SignedIn = z.extend(Account, { session: z.uuid(), isSeenLately: z.boolean() });
export type SignedIn = z.infer<typeof SignedIn>;

/** The account behind a token, with the roles it has now; null when expired, revoked, or the person was deactivated. */
export async function findSignedIn(db: Queryable, tokenHash: Buffer): Promise<SignedIn | null> {
  const { rows } = await db.query(
    `SELECT s.id AS session, s.last_seen_at > now() - interval '1 minute' AS "isSeenLately",
            p.organisation, p.id AS person, p.name, p.user_name AS "userName", o.name AS "organisationName",
            m.roles, m.is_active AS "isActive"
       FROM session s
       JOIN person p ON p.organisation = s.organisation AND p.id = s.person
       JOIN membership m ON m.organisation = s.organisation AND m.person = s.person
       JOIN organisation o ON o.id = s.organisation
      WHERE s.token_hash = $1 AND ${isAlive} AND m.is_active`,
    [tokenHash],
  );
  return rows[0] === undefined ? null : SignedIn.parse(rows[0]);
}

export async function touchSession(db: Queryable, organisation: OrganisationId, session: string): Promise<void> {
  await db.query('UPDATE session SET last_seen_at = now() WHERE organisation = $1 AND id = $2', [
    organisation,
    session,
  ]);
}

export async function listSessions(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
): Promise<readonly StoredSession[]> {
  const { rows } = await db.query(
    `SELECT s.id, s.device, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt" FROM session s
      WHERE s.organisation = $1 AND s.person = $2 AND ${isAlive} ORDER BY s.last_seen_at DESC, s.id`,
    [organisation, person],
  );
  return z.array(StoredSession).parse(rows);
}

/** @param person whose session it must be; null for anyone of the organisation. @returns whether there was one. */
export async function deleteSession(
  db: Queryable,
  organisation: OrganisationId,
  session: string,
  person: PersonId | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'DELETE FROM session WHERE organisation = $1 AND id = $2 AND ($3::uuid IS NULL OR person = $3)',
    [organisation, session, person],
  );
  return rowCount === 1;
}

/** Signs a person out everywhere, but for one session if it is named. */
export async function deleteSessionsOf(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  except: string | null = null,
): Promise<void> {
  await db.query('DELETE FROM session WHERE organisation = $1 AND person = $2 AND id IS DISTINCT FROM $3::uuid', [
    organisation,
    person,
    except,
  ]);
}

export async function deleteDeadSessions(db: Queryable): Promise<void> {
  await db.query(`DELETE FROM session s WHERE NOT ${isAlive}`);
}
