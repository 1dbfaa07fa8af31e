import * as z from 'zod/mini';
import { OrganisationId, PersonId } from '#domain/ids.ts';
import { Role } from '#domain/visit/permissions.ts';
import type { Queryable } from './database.ts';

export const Account = z.object({
  organisation: OrganisationId,
  person: PersonId,
  name: z.string(),
  userName: z.string(),
  organisationName: z.string(),
  roles: z.array(Role),
  isActive: z.boolean(),
});
export type Account = z.infer<typeof Account>;

const columns = `p.organisation, p.id AS person, p.name, p.user_name AS "userName", o.name AS "organisationName",
  m.roles, m.is_active AS "isActive"`;
const tables = `person p
  JOIN membership m ON m.organisation = p.organisation AND m.person = p.id
  JOIN organisation o ON o.id = p.organisation`;

/** Everything a sign-in needs, or null for a name nobody has. */
export async function findAccountByUserName(
  db: Queryable,
  userName: string,
): Promise<{ account: Account; passwordHash: string } | null> {
  const { rows } = await db.query(
    `SELECT ${columns}, p.password_hash AS "passwordHash" FROM ${tables} WHERE p.user_name = $1`,
    [userName],
  );
  if (rows[0] === undefined) return null;
  const { passwordHash } = z.object({ passwordHash: z.string() }).parse(rows[0]);
  return { account: Account.parse(rows[0]), passwordHash };
}

export async function findAccount(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
): Promise<Account | null> {
  const { rows } = await db.query(`SELECT ${columns} FROM ${tables} WHERE p.organisation = $1 AND p.id = $2`, [
    organisation,
    person,
  ]);
  return rows[0] === undefined ? null : Account.parse(rows[0]);
}

export async function findPasswordHash(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
): Promise<string | null> {
  const { rows } = await db.query('SELECT password_hash AS hash FROM person WHERE organisation = $1 AND id = $2', [
    organisation,
    person,
  ]);
  return rows[0] === undefined ? null : z.object({ hash: z.string() }).parse(rows[0]).hash;
}

export async function listAccounts(db: Queryable, organisation: OrganisationId): Promise<readonly Account[]> {
  const { rows } = await db.query(`SELECT ${columns} FROM ${tables} WHERE p.organisation = $1 ORDER BY p.name, p.id`, [
    organisation,
  ]);
  return z.array(Account).parse(rows);
}

/** The first organisation there is: the one that the first page names. */
export async function findFirstOrganisation(db: Queryable): Promise<{ id: OrganisationId; name: string } | null> {
  const { rows } = await db.query('SELECT id, name FROM organisation ORDER BY created_at, id LIMIT 1');
  return rows[0] === undefined ? null : z.object({ id: OrganisationId, name: z.string() }).parse(rows[0]);
}

/** Held until the transaction ends: of two set-ups at once, the second sees what the first made. */
export async function lockSetup(tx: Queryable): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('tilik/setup', 0))`);
}

export async function insertOrganisation(tx: Queryable, id: OrganisationId, name: string): Promise<void> {
  await tx.query('INSERT INTO organisation (id, name) VALUES ($1, $2)', [id, name]);
}

export interface NewAccount {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly name: string;
  readonly userName: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
}

/** @returns false when someone has the user name already. */
export async function insertAccount(tx: Queryable, account: NewAccount): Promise<boolean> {
  const { rowCount } = await tx.query(
    `WITH added AS (
       INSERT INTO person (organisation, id, name, user_name, password_hash) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (user_name) DO NOTHING RETURNING organisation, id)
     INSERT INTO membership (organisation, person, roles) SELECT organisation, id, $6 FROM added`,
    [account.organisation, account.person, account.name, account.userName, account.passwordHash, account.roles],
  );
  return rowCount === 1;
}

export async function updatePersonName(
  tx: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  name: string,
): Promise<void> {
  await tx.query('UPDATE person SET name = $3 WHERE organisation = $1 AND id = $2', [organisation, person, name]);
}

export async function updatePassword(
  tx: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  passwordHash: string,
): Promise<void> {
  await tx.query(
    'UPDATE person SET password_hash = $3, password_changed_at = now() WHERE organisation = $1 AND id = $2',
    [organisation, person, passwordHash],
  );
}

export async function updateMembership(
  tx: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  edit: { readonly roles?: readonly Role[] | undefined; readonly isActive?: boolean | undefined },
): Promise<void> {
  await tx.query(
    `UPDATE membership SET roles = COALESCE($3, roles), is_active = COALESCE($4, is_active)
     WHERE organisation = $1 AND person = $2`,
    [organisation, person, edit.roles ?? null, edit.isActive ?? null],
  );
}

/** Edits of an organisation's people run one after the other: two administrators cannot dismiss each other at once. */
export async function lockOrganisation(tx: Queryable, organisation: OrganisationId): Promise<void> {
  await tx.query('SELECT 1 FROM organisation WHERE id = $1 FOR NO KEY UPDATE', [organisation]);
}

export async function countActiveAdministrators(tx: Queryable, organisation: OrganisationId): Promise<number> {
  const { rows } = await tx.query(
    `SELECT 1 FROM membership WHERE organisation = $1 AND is_active AND 'administrator' = ANY (roles)`,
    [organisation],
  );
  return rows.length;
}

export async function findOrganisationName(db: Queryable, organisation: OrganisationId): Promise<string | null> {
  const { rows } = await db.query('SELECT name FROM organisation WHERE id = $1', [organisation]);
  return rows[0] === undefined ? null : z.object({ name: z.string() }).parse(rows[0]).name;
}
