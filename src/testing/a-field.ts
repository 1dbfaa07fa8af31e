import { canonicalJson } from '#domain/canonical.ts';
import { InstitutionId, OfficeId, type OrganisationId } from '#domain/ids.ts';
import { insertInstitution, insertOffice } from '#server/db/directory.ts';
import { publishInstrument } from '#server/db/instruments.ts';
import type { ServerDeps } from '#server/deps.ts';
import { smallInstrument, smallInstrumentHash } from './builders.ts';
import type { TestPerson, TestServer } from './test-server.ts';

/** An organisation with an office to visit and the small instrument published. */
export interface Field {
  readonly organisation: OrganisationId;
  readonly office: OfficeId;
  readonly siti: TestPerson;
  readonly budi: TestPerson;
  readonly supervisor: TestPerson;
}

type Place = Pick<TestServer, 'addOrganisation' | 'addPerson'> & { readonly deps: Pick<ServerDeps, 'db'> };

export async function aField(server: Place): Promise<Field> {
  const { db } = server.deps;
  const organisation = await server.addOrganisation('Perwakilan Banten');
  const institution = InstitutionId.parse(crypto.randomUUID());
  await insertInstitution(db, organisation, { id: institution, name: 'Kota Cilegon', regency: null });
  const office = OfficeId.parse(crypto.randomUUID());
  await insertOffice(db, organisation, {
    id: office,
    institution,
    name: 'DPMPTSP',
    address: '',
    city: 'Cilegon',
    timeZone: 'Asia/Jakarta',
  });
  const { id, version } = smallInstrument;
  await publishInstrument(db, {
    id,
    version,
    hash: smallInstrumentHash,
    body: canonicalJson(smallInstrument),
  });
  const [siti, budi, supervisor] = await Promise.all([
    server.addPerson(organisation, ['assessor']),
    server.addPerson(organisation, ['assessor']),
    server.addPerson(organisation, ['supervisor']),
  ]);
  return { organisation, office, siti, budi, supervisor };
}
