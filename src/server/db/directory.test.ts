import { afterAll, beforeAll, expect, test } from 'vitest';
import { InstitutionId, OfficeId, OrganisationId } from '#domain/ids.ts';
import type { Office } from '#protocol/directory.ts';
import { createMigratedDatabase } from '#testing/migrated-database.ts';
import { placeOffice } from '../directory/place-office.ts';
import { insertOrganisation } from './accounts.ts';
import type { Database } from './database.ts';
import { findOffice, insertOffice, listInstitutions, listOffices, updateOffice } from './directory.ts';

const newId = () => crypto.randomUUID();
const ours = OrganisationId.parse(newId());
const theirs = OrganisationId.parse(newId());
let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await createMigratedDatabase());
  await insertOrganisation(db, ours, 'Kami');
  await insertOrganisation(db, theirs, 'Mereka');
});
afterAll(() => close());

async function addOffice(organisation: OrganisationId, request: { regency: string; name: string }): Promise<Office> {
  return insertOffice(
    db,
    organisation,
    await placeOffice(db, organisation, OfficeId.parse(newId()), { address: 'Jl. Merdeka', ...request }),
  );
}

test('an office given by its regency gets institution, city and time zone from it', async () => {
  const kupang = await addOffice(ours, { regency: '53.71', name: 'DPMPTSP Kota Kupang' });
  expect(kupang).toMatchObject({ city: 'Kota Kupang', timeZone: 'Asia/Makassar' });
  const dukcapil = await addOffice(ours, { regency: '53.71', name: 'Dukcapil Kota Kupang' });
  expect(dukcapil.institution).toBe(kupang.institution);
  expect(await listInstitutions(db, ours)).toEqual([
    { id: kupang.institution, name: 'Pemerintah Kota Kupang', regency: '53.71' },
  ]);
});

test('an office belongs to its organisation alone', async () => {
  const sabang = await addOffice(ours, { regency: '11.72', name: 'DPMPTSP Kota Sabang' });
  expect(await findOffice(db, theirs, sabang.id)).toBeNull();
  expect(await updateOffice(db, theirs, sabang.id, { name: 'Milik kami' })).toBeNull();
  expect((await listOffices(db, theirs)).map(({ name }) => name)).not.toContain('DPMPTSP Kota Sabang');
  await expect(
    placeOffice(db, theirs, OfficeId.parse(newId()), {
      name: 'x',
      address: '',
      institution: sabang.institution,
      city: 'x',
      timeZone: 'Asia/Jakarta',
    }),
  ).rejects.toMatchObject({
    code: 'malformed',
    issues: [{ path: 'institution', message: 'There is no such institution.' }],
  });
});

test('an edit changes what it names and keeps the rest', async () => {
  const office = await addOffice(ours, { regency: '36.72', name: 'DPMPTSP Kota Cilegon' });
  const location = { latitude: -6.0169, longitude: 106.0407 };
  expect(await updateOffice(db, ours, office.id, { location })).toEqual({ ...office, location });
  expect(await updateOffice(db, ours, office.id, { address: 'Jl. Baru' })).toEqual({
    ...office,
    location,
    address: 'Jl. Baru',
  });
});

test('without a regency, institution, city and time zone must be given', async () => {
  const id = OfficeId.parse(newId());
  const bare = { name: 'Kantor', address: '' };
  await expect(placeOffice(db, ours, id, bare)).rejects.toMatchObject({ code: 'malformed' });
  await expect(placeOffice(db, ours, id, { ...bare, regency: '00.00' })).rejects.toMatchObject({ code: 'malformed' });
  await expect(
    placeOffice(db, ours, id, {
      ...bare,
      institution: InstitutionId.parse(newId()),
      city: 'x',
      timeZone: 'Asia/Jakarta',
    }),
  ).rejects.toMatchObject({ code: 'malformed' });
});
