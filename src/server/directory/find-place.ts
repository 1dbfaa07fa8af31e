import type { OfficeId, OrganisationId } from '#domain/ids.ts';
import type { Office } from '#protocol/directory.ts';
import type { Queryable } from '../db/database.ts';
import { findOffice, listInstitutions } from '../db/directory.ts';

export interface Place {
  readonly office: Office | null;
  readonly institutionName: string | null;
  /** The office's; Jakarta's where there is none. */
  readonly timeZone: string;
}

/** Where a visit was, in the words of the directory today. */
export async function findPlace(db: Queryable, organisation: OrganisationId, id: OfficeId | null): Promise<Place> {
  const office = id === null ? null : await findOffice(db, organisation, id);
  if (office === null) return { office: null, institutionName: null, timeZone: 'Asia/Jakarta' };
  const institution = (await listInstitutions(db, organisation)).find(({ id: its }) => its === office.institution);
  return { office, institutionName: institution?.name ?? null, timeZone: office.timeZone };
}
