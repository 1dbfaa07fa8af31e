import { OfficeId, OrganisationId, PersonId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import type { Office } from '#protocol/directory.ts';
import { hashPassword } from '../auth/password.ts';
import { insertAccount, insertOrganisation } from '../db/accounts.ts';
import type { Database } from '../db/database.ts';
import { insertOffice } from '../db/directory.ts';
import type { SeededRandom } from '../demo/seeded-random.ts';
import { placeOffice } from '../directory/place-office.ts';
import { loadRegencies } from '../directory/regencies.ts';
import { StartProblem } from '../start-problem.ts';

export interface SeedPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly userName: string;
  readonly roles: readonly Role[];
}

export interface SeedDirectory {
  readonly organisation: OrganisationId;
  readonly supervisors: readonly SeedPerson[];
  readonly assessors: readonly SeedPerson[];
  readonly offices: readonly Office[];
}

export const seedOrganisationName = 'Perwakilan Ombudsman (data benih)';

/** The units that are visited in a local government. */
const units = [
  'DPMPTSP',
  'Dinas Kependudukan dan Pencatatan Sipil',
  'Dinas Kesehatan',
  'Dinas Pendidikan',
  'Dinas Sosial',
] as const;

const names = [
  'Ni Luh Ayu Pratiwi',
  'Bambang Hartono',
  'Siti Rahmawati',
  'Yohanes Nggolut',
  'Rina Marlina',
  'Ahmad Fauzi',
  'Dewi Kartikasari',
  'Markus Felle',
  'Sri Wahyuni',
  'Hendra Gunawan',
  'Maria Goreti Bere',
  'Agus Salim',
] as const;

/** An organisation of its own, with people and offices all over the country. */
export async function makeSeedDirectory(
  db: Database,
  random: SeededRandom,
  offices: number,
  password: string,
): Promise<SeedDirectory> {
  const organisation = OrganisationId.parse(crypto.randomUUID());
  const people = peopleOf();
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    await insertOrganisation(tx, organisation, seedOrganisationName);
    for (const { id: person, name, userName, roles } of people) {
      if (!(await insertAccount(tx, { organisation, person, name, userName, passwordHash, roles })))
        throw new StartProblem(`Somebody is called ${userName} already: this database was seeded before.`);
    }
  });
  return {
    organisation,
    supervisors: people.filter(({ roles }) => roles.includes('supervisor')),
    assessors: people.filter(({ roles }) => roles.includes('assessor')),
    offices: await makeOffices(db, organisation, random, offices),
  };
}

function peopleOf(): readonly SeedPerson[] {
  return names.map((name, at) => {
    const [kind, number, role] =
      at === 0
        ? (['admin', '', 'administrator'] as const)
        : at < 3
          ? (['supervisor', at, 'supervisor'] as const)
          : (['asesor', at - 2, 'assessor'] as const);
    return { id: PersonId.parse(crypto.randomUUID()), name, userName: `benih-${kind}${number}`, roles: [role] };
  });
}

async function makeOffices(
  db: Database,
  organisation: OrganisationId,
  random: SeededRandom,
  count: number,
): Promise<readonly Office[]> {
  const regencies = shuffled(await loadRegencies(), random);
  const made: Office[] = [];
  for (let at = 0; at < count; at++) {
    const regency = regencies[Math.floor(at / units.length) % regencies.length];
    const round = Math.floor(at / (units.length * regencies.length));
    if (regency === undefined) throw new Error('There are no regencies.');
    const name = `${units[at % units.length]} ${regency.name}${round === 0 ? '' : ` ${round + 1}`}`;
    const asked = {
      name,
      regency: regency.code,
      address: `Jl. Jenderal Sudirman No. ${random.between(1, 180)}, ${regency.name}, ${regency.province}`,
    };
    const id = OfficeId.parse(crypto.randomUUID());
    made.push(
      await db.transaction(async (tx) =>
        insertOffice(tx, organisation, await placeOffice(tx, organisation, id, asked)),
      ),
    );
  }
  return made;
}

function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
