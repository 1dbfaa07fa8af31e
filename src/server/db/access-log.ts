import * as z from 'zod/mini';
import { type OrganisationId, PersonId } from '#domain/ids.ts';
import type { AccessAction } from '#protocol/access-log.ts';
import type { Queryable } from './database.ts';

export interface Access {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly action: AccessAction;
  readonly subject: string | null;
  readonly address: string | null;
}

export async function insertAccess(db: Queryable, access: Access): Promise<void> {
  await db.query(
    'INSERT INTO access_log (organisation, person, action, subject, address) VALUES ($1, $2, $3, $4, $5)',
    [access.organisation, access.person, access.action, access.subject, access.address],
  );
}

/** Notes a refused sign-in with the person whose name was typed. For a name that nobody has the same statement notes nothing. */
export async function insertRefusedSignIn(db: Queryable, userName: string, address: string): Promise<void> {
  await db.query(
    `INSERT INTO access_log (organisation, person, action, address)
       SELECT organisation, id, 'signInRefused', $2 FROM person WHERE user_name = $1`,
    [userName, address],
  );
}

const Line = z.object({
  id: z.int(),
  at: z.date(),
  person: PersonId,
  name: z.nullable(z.string()),
  about: z.nullable(z.string()),
  action: z.string(),
  subject: z.nullable(z.uuid()),
  address: z.nullable(z.string()),
});

/** The newest first; `before` an id. */
export async function listAccesses(
  db: Queryable,
  organisation: OrganisationId,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly z.infer<typeof Line>[]> {
  const { rows } = await db.query(
    `SELECT l.id, l.at, l.person, p.name, coalesce(s.name, o.name) AS about, l.action, l.subject, l.address
       FROM access_log l
       LEFT JOIN person p ON p.organisation = l.organisation AND p.id = l.person
       LEFT JOIN person s ON s.organisation = l.organisation AND s.id = l.subject
       LEFT JOIN office o ON o.organisation = l.organisation AND o.id = l.subject
      WHERE l.organisation = $1 AND ($2::bigint IS NULL OR l.id < $2) ORDER BY l.id DESC LIMIT $3`,
    [organisation, before, limit],
  );
  return rows.map((row) => Line.parse(row));
}
