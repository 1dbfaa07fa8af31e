import * as z from 'zod/mini';
import { InstitutionId, type OfficeId, type OrganisationId } from '#domain/ids.ts';
import type { OfficeEdit } from '#protocol/account.ts';
import { Institution, Office } from '#protocol/directory.ts';
import type { Queryable } from './database.ts';

export async function listInstitutions(db: Queryable, organisation: OrganisationId): Promise<readonly Institution[]> {
  const { rows } = await db.query(
    'SELECT id, name, regency FROM institution WHERE organisation = $1 ORDER BY name, id',
    [organisation],
  );
  return z.array(StoredInstitution).parse(rows).map(institutionOf);
}

const StoredInstitution = z.object({ id: InstitutionId, name: z.string(), regency: z.nullable(z.string()) });

function institutionOf({ id, name, regency }: z.infer<typeof StoredInstitution>): Institution {
  return Institution.parse({ id, name, ...(regency !== null && { regency }) });
}

/** @returns the new institution, or null when the organisation has one of that name or regency. */
export async function insertInstitution(
  db: Queryable,
  organisation: OrganisationId,
  institution: { readonly id: InstitutionId; readonly name: string; readonly regency: string | null },
): Promise<Institution | null> {
  const { rows } = await db.query(
    `INSERT INTO institution (organisation, id, name, regency) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING id, name, regency`,
    [organisation, institution.id, institution.name, institution.regency],
  );
  return rows[0] === undefined ? null : institutionOf(StoredInstitution.parse(rows[0]));
}

export async function findInstitutionByRegency(
  db: Queryable,
  organisation: OrganisationId,
  regency: string,
): Promise<Institution | null> {
  const { rows } = await db.query(
    'SELECT id, name, regency FROM institution WHERE organisation = $1 AND regency = $2',
    [organisation, regency],
  );
  return rows[0] === undefined ? null : institutionOf(StoredInstitution.parse(rows[0]));
}

export async function hasInstitution(db: Queryable, organisation: OrganisationId, id: InstitutionId): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM institution WHERE organisation = $1 AND id = $2', [organisation, id]);
  return rows.length === 1;
}

const officeColumns = 'id, institution, name, address, city, time_zone AS "timeZone", latitude, longitude';

const StoredOffice = z.object({ latitude: z.nullable(z.number()), longitude: z.nullable(z.number()) });

function officeOf(row: unknown): Office {
  const { latitude, longitude } = StoredOffice.parse(row);
  const { id, institution, name, address, city, timeZone } = z.object(Office.shape).parse(row);
  const office = { id, institution, name, address, city, timeZone };
  return latitude === null || longitude === null ? office : { ...office, location: { latitude, longitude } };
}

export async function listOffices(db: Queryable, organisation: OrganisationId): Promise<readonly Office[]> {
  const { rows } = await db.query(`SELECT ${officeColumns} FROM office WHERE organisation = $1 ORDER BY name, id`, [
    organisation,
  ]);
  return rows.map(officeOf);
}

export async function findOffice(db: Queryable, organisation: OrganisationId, id: OfficeId): Promise<Office | null> {
  const { rows } = await db.query(`SELECT ${officeColumns} FROM office WHERE organisation = $1 AND id = $2`, [
    organisation,
    id,
  ]);
  return rows[0] === undefined ? null : officeOf(rows[0]);
}

export async function insertOffice(db: Queryable, organisation: OrganisationId, office: Office): Promise<Office> {
  const { rows } = await db.query(
    `INSERT INTO office (organisation, id, institution, name, address, city, time_zone, latitude, longitude)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${officeColumns}`,
    [
      organisation,
      office.id,
      office.institution,
      office.name,
      office.address,
      office.city,
      office.timeZone,
      office.location?.latitude ?? null,
      office.location?.longitude ?? null,
    ],
  );
  return officeOf(rows[0]);
}

/** @returns the office as it now is, or null when there is none. */
export async function updateOffice(
  db: Queryable,
  organisation: OrganisationId,
  id: OfficeId,
  edit: OfficeEdit,
): Promise<Office | null> {
  const { rows } = await db.query(
    `UPDATE office SET institution = COALESCE($3, institution), name = COALESCE($4, name), address = COALESCE($5, address),
       city = COALESCE($6, city), time_zone = COALESCE($7, time_zone),
       latitude = CASE WHEN $8 THEN $9 ELSE latitude END, longitude = CASE WHEN $8 THEN $10 ELSE longitude END
     WHERE organisation = $1 AND id = $2 RETURNING ${officeColumns}`,
    [
      organisation,
      id,
      edit.institution ?? null,
      edit.name ?? null,
      edit.address ?? null,
      edit.city ?? null,
      edit.timeZone ?? null,
      edit.location !== undefined,
      edit.location?.latitude ?? null,
      edit.location?.longitude ?? null,
    ],
  );
  return rows[0] === undefined ? null : officeOf(rows[0]);
}
