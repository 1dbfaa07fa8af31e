import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { OrganisationId, type Sha256, type VisitId } from '#domain/ids.ts';
import { insertOrganisation } from '#server/db/accounts.ts';
import { Database } from '#server/db/database.ts';
import { listSessions } from '#server/db/sessions.ts';
import { aField, type Field } from '../a-field.ts';
import { smallInstrumentHash } from '../builders.ts';
import { feeRegister, full, PushingTablet } from '../pushing-tablet.ts';
import { addPerson, type TestPerson } from '../test-server.ts';
import type { Actor } from './hostile-request.ts';
import type { KnownThing } from './hostile-values.ts';
import { neighboursSecret } from './judge.ts';
import { type ServerUnderFire, startUnderFire } from './server-under-fire.ts';
import { askAs, beginUpload, uploadPhoto } from './valid-requests.ts';

/** A visit with one photo that has arrived, in an organisation of its own. */
interface Furnished {
  readonly field: Field;
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly change: string;
  readonly replica: string;
}

/** The server with two organisations whose people ask, and a third whose data nobody may so much as touch. */
export interface FuzzHouse {
  readonly db: Database;
  readonly server: ServerUnderFire;
  readonly ours: Furnished;
  readonly bystander: Furnished;
  readonly people: ReadonlyMap<Actor, TestPerson>;
  /** Cookies, renewed by `keepActorsIn`. */
  readonly cookies: Map<Actor, string>;
  /** Of the upload the name changes when somebody ends it. */
  readonly known: Record<KnownThing, string>;
  close(): Promise<void>;
}

/** @param databaseUrl of an empty database. */
export async function openFuzzHouse(databaseUrl: string): Promise<FuzzHouse> {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'tilik-fuzz-'));
  const server = await startUnderFire({ DATABASE_URL: databaseUrl, DATA_DIR: dataFolder });
  const db = new Database({ connectionString: databaseUrl }, { poolSize: 2 });
  const build = {
    deps: { db },
    addOrganisation: (name: string) => addOrganisation(db, name),
    addPerson: (organisation: OrganisationId, roles: TestPerson['roles']) => addPerson({ db }, organisation, roles),
  };
  const ours = await furnish(server.url, await aField(build), 'Catatan biasa');
  const bystander = await furnish(server.url, await aField(build), neighboursSecret);
  const theirs = await build.addOrganisation('Perwakilan Jawa Barat');
  const us = ours.field.organisation;
  const people = new Map<Actor, TestPerson>([
    ['member', ours.field.siti],
    ['supervisor', ours.field.supervisor],
    ['assessor', await build.addPerson(us, ['assessor'])],
    ['administrator', await build.addPerson(us, ['administrator'])],
    ['foreignAssessor', await build.addPerson(theirs, ['assessor'])],
    ['foreignSupervisor', await build.addPerson(theirs, ['supervisor'])],
    ['foreignAdministrator', await build.addPerson(theirs, ['administrator'])],
  ]);
  const cookies = new Map<Actor, string>([...people].map(([actor, { cookie }]) => [actor, cookie]));
  cookies.set('ended', `tilik=${'A'.repeat(43)}`).set('garbage', 'tilik=%ff%00; __Host-tilik=x; =; ;');
  const known = {
    ...(await thingsOf(db, ours)),
    ...foreign(await thingsOf(db, bystander)),
    hash: `${smallInstrumentHash}`,
    replica: ours.replica,
    upload: await beginUpload(server.url, ours.field.siti, ours.visit),
  };
  return {
    db,
    server,
    ours,
    bystander,
    people,
    cookies,
    known,
    close: async () => {
      await server.stop();
      await db.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

type OwnThing = Exclude<KnownThing, `foreign${string}` | 'hash' | 'replica' | 'upload'>;

function foreign(things: Record<OwnThing, string>) {
  const { visit, sha256, change, organisation, office, person, institution, session } = things;
  return {
    foreignVisit: visit,
    foreignSha256: sha256,
    foreignChange: change,
    foreignOrganisation: organisation,
    foreignOffice: office,
    foreignPerson: person,
    foreignInstitution: institution,
    foreignSession: session,
  };
}

async function addOrganisation(db: Database, name: string): Promise<OrganisationId> {
  const id = OrganisationId.parse(crypto.randomUUID());
  await insertOrganisation(db, id, name);
  return id;
}

async function furnish(url: string, field: Field, note: string): Promise<Furnished> {
  const tablet = await PushingTablet.open({ ask: askAs(url) }, field.siti);
  const visit = await tablet.startVisit(field);
  const { id } = await tablet.write(visit, feeRegister, full);
  await tablet.write(visit, 'note/1/office/fee', { text: note });
  await tablet.push();
  const sha256 = await uploadPhoto(url, field.siti, visit, note);
  return { field, visit, sha256, change: id, replica: tablet.replica };
}

async function thingsOf(db: Database, one: Furnished): Promise<Record<OwnThing, string>> {
  const { field, visit, sha256, change } = one;
  const { organisation, office, siti } = field;
  const [session] = await listSessions(db, organisation, siti.person);
  const { rows } = await db.query<{ id: string }>('SELECT id FROM institution WHERE organisation = $1', [organisation]);
  return {
    visit,
    sha256,
    change,
    organisation,
    office,
    person: siti.person,
    institution: rows[0]?.id ?? '',
    session: session?.id ?? '',
  };
}
