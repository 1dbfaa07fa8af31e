import { OfficeId, OrganisationId, PersonId } from '#domain/ids.ts';
import type { Office } from '#protocol/directory.ts';
import { hashPassword } from '../auth/password.ts';
import { createFirstOrganisation } from '../auth/set-up.ts';
import type { Database } from '../db/database.ts';
import { insertSeeding } from '../db/demo-seeding.ts';
import { findOffice, insertOffice } from '../db/directory.ts';
import { placeOffice } from '../directory/place-office.ts';
import { type DemoOfficeName, type DemoUserName, demoOffices, demoOrganisationName, demoPeople } from './directory.ts';
import { SeededRandom } from './seeded-random.ts';

const random = new SeededRandom('tilik-demo');
const draw = () => random.uuid();

/** The same ids in every demonstration. */
export const demoOrganisationId = OrganisationId.parse(draw());
export const demoPersonIds: Readonly<Record<DemoUserName, PersonId>> = {
  admin: PersonId.parse(draw()),
  supervisor: PersonId.parse(draw()),
  asesor1: PersonId.parse(draw()),
  asesor2: PersonId.parse(draw()),
};
const demoOfficeIds: Readonly<Record<DemoOfficeName, OfficeId>> = {
  cilegon: OfficeId.parse(draw()),
  kupang: OfficeId.parse(draw()),
  jayapura: OfficeId.parse(draw()),
};

/** The organisation and its four users, in one transaction. @throws Problem `alreadySetUp` where there is an organisation. */
export async function createDemoOrganisation(db: Database, password: string, today: string): Promise<void> {
  const accounts = await Promise.all(
    demoPeople.map(async ({ userName, name, roles }) => ({
      organisation: demoOrganisationId,
      person: demoPersonIds[userName],
      name,
      userName,
      passwordHash: await hashPassword(password),
      roles: [...roles],
    })),
  );
  await createFirstOrganisation(db, { id: demoOrganisationId, name: demoOrganisationName }, accounts, (tx) =>
    insertSeeding(tx, { organisation: demoOrganisationId, today }),
  );
}

export async function ensureDemoOffices(db: Database): Promise<Readonly<Record<DemoOfficeName, Office>>> {
  const ensure = async (name: DemoOfficeName): Promise<Office> => {
    const { regency, name: title, address, location } = demoOffices[name];
    const id = demoOfficeIds[name];
    return db.transaction(
      async (tx) =>
        (await findOffice(tx, demoOrganisationId, id)) ??
        insertOffice(
          tx,
          demoOrganisationId,
          await placeOffice(tx, demoOrganisationId, id, { regency, name: title, address, location }),
        ),
    );
  };
  return { cilegon: await ensure('cilegon'), kupang: await ensure('kupang'), jayapura: await ensure('jayapura') };
}
