import * as z from 'zod/mini';
import type { OrganisationId } from '#domain/ids.ts';
import type { Letterhead } from '#report/report-input.ts';
import type { Queryable } from './database.ts';

const Row = z.object({
  name: z.string(),
  lines: z.array(z.string()),
  logo: z.nullable(z.string()),
  mime: z.nullable(z.enum(['image/png', 'image/jpeg'])),
});

export async function findLetterhead(db: Queryable, organisation: OrganisationId): Promise<Letterhead | null> {
  const { rows } = await db.query(
    `SELECT name, lines, translate(encode(logo, 'base64'), E'\\n', '') AS logo, logo_mime AS mime
       FROM letterhead WHERE organisation = $1`,
    [organisation],
  );
  if (rows[0] === undefined) return null;
  const { name, lines, logo, mime } = Row.parse(rows[0]);
  return { name, lines, logo: logo === null || mime === null ? null : { mime, base64: logo } };
}

export async function saveLetterhead(
  db: Queryable,
  organisation: OrganisationId,
  { name, lines, logo }: Letterhead,
): Promise<void> {
  await db.query(
    `INSERT INTO letterhead (organisation, name, lines, logo, logo_mime) VALUES ($1, $2, $3, decode($4, 'base64'), $5)
     ON CONFLICT (organisation) DO UPDATE
        SET name = excluded.name, lines = excluded.lines, logo = excluded.logo, logo_mime = excluded.logo_mime`,
    [organisation, name, lines, logo?.base64 ?? null, logo?.mime ?? null],
  );
}
