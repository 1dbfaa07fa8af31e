import { InstitutionId, type OfficeId, type OrganisationId } from '#domain/ids.ts';
import type { NewOffice } from '#protocol/account.ts';
import type { Office } from '#protocol/directory.ts';
import { Problem } from '#protocol/problems.ts';
import type { Queryable } from '../db/database.ts';
import { findInstitutionByRegency, hasInstitution, insertInstitution } from '../db/directory.ts';
import { findRegency, type Regency } from './regencies.ts';

/** Completes a new office from its regency: the institution (made if need be), the city and the time zone. */
export async function placeOffice(
  tx: Queryable,
  organisation: OrganisationId,
  id: OfficeId,
  request: NewOffice,
): Promise<Office> {
  const regency = request.regency === undefined ? null : await regencyOf(request.regency);
  const city = request.city ?? regency?.name;
  const timeZone = request.timeZone ?? regency?.timeZone;
  if (city === undefined) throw missing('city');
  if (timeZone === undefined) throw missing('timeZone');
  return {
    id,
    institution: await institutionFor(tx, organisation, request.institution, regency),
    name: request.name,
    address: request.address,
    city,
    timeZone,
    ...(request.location && { location: request.location }),
  };
}

async function regencyOf(code: string): Promise<Regency> {
  const regency = await findRegency(code);
  if (regency === null) throw malformed('regency', 'There is no regency of this code.');
  return regency;
}

async function institutionFor(
  tx: Queryable,
  organisation: OrganisationId,
  asked: InstitutionId | undefined,
  regency: Regency | null,
): Promise<InstitutionId> {
  if (asked !== undefined) {
    if (!(await hasInstitution(tx, organisation, asked)))
      throw malformed('institution', 'There is no such institution.');
    return asked;
  }
  if (regency === null) throw missing('institution');
  const id = InstitutionId.parse(crypto.randomUUID());
  const name = institutionName(regency.name);
  const institution =
    (await insertInstitution(tx, organisation, { id, name, regency: regency.code })) ??
    (await findInstitutionByRegency(tx, organisation, regency.code));
  if (institution === null) throw new Problem('nameTaken', { detail: `An institution is called ${name} already.` });
  return institution.id;
}

/** A city's government is called "Pemerintah Kota Cilegon". */
export function institutionName(regencyName: string): string {
  return `Pemerintah ${regencyName}`;
}

function missing(path: string): Problem {
  return malformed(path, 'Required where no regency is given.');
}

function malformed(path: string, message: string): Problem {
  return new Problem('malformed', { issues: [{ path, message }] });
}
