import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { Epoch, InstitutionId, OfficeId, OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import type { Session } from '#protocol/session.ts';
import { createServerApp } from '#server/app.ts';
import { openSession } from '#server/auth/sign-in.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { findAccount, insertAccount, insertOrganisation } from '#server/db/accounts.ts';
import { insertInstitution, insertOffice } from '#server/db/directory.ts';
import { publishInstrument } from '#server/db/instruments.ts';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { ServerDeps } from '#server/deps.ts';
import { openServerDeps } from '#server/open-deps.ts';
import { smallInstrument, smallInstrumentHash } from '../builders.ts';
import { type Crash, type CrashingDatabase, ServerCrash } from './crashing-database.ts';
import { ConnectionLost } from './network.ts';
import { copyOrganisation, forgetOrganisation, type OrganisationCopy, restoreOrganisation } from './server-copy.ts';

/** One server process and its database, for many seeds: each has an organisation of its own. */
export interface ServerHouse {
  readonly db: CrashingDatabase;
  readonly deps: ServerDeps;
  readonly dataFolder: string;
  /** What the server logged as an error since it was last asked. */
  takeFaults(): readonly unknown[];
  close(): Promise<void>;
}

export async function openServerHouse(db: CrashingDatabase, dataFolder: string): Promise<ServerHouse> {
  let faults: unknown[] = [];
  const { deps, close } = await openServerDeps({
    db,
    dataFolder,
    appFolder: null,
    trustProxy: false,
    log: ({ level, error, message }) => {
      if (level === 'error' && !isPlanned(error)) faults.push(error ?? message);
    },
  });
  const { id, version } = smallInstrument;
  const body = canonicalJson(smallInstrument);
  await publishInstrument(db, { id, version, hash: smallInstrumentHash, body });
  return {
    db,
    deps,
    dataFolder,
    takeFaults: () => {
      const taken = faults;
      faults = [];
      return taken;
    },
    close,
  };
}

function isPlanned(error: unknown): boolean {
  if (error instanceof ServerCrash || error instanceof ConnectionLost) return true;
  return error instanceof Error && error.cause !== undefined && isPlanned(error.cause);
}

const Photo = z.object({ visit: VisitId, sha256: Sha256 });

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}

export interface SimulatedPerson {
  readonly session: Session;
  /** The cookie of the newest sign-in; null after signing out. */
  cookie: string | null;
}

/** The real app, for one organisation of its own, with a clock and an epoch of the simulation's. */
export class SimulatedServer {
  readonly organisation: OrganisationId;
  readonly office: OfficeId;
  readonly house: ServerHouse;
  /** Told after each commit that moved a visit. */
  onMoved: () => void = () => {};
  readonly #random: SeededRandom;
  readonly #clock: () => Date;
  readonly #app: Hono;
  #epoch: Epoch;

  private constructor(house: ServerHouse, random: SeededRandom, clock: () => Date) {
    this.house = house;
    this.#random = random;
    this.#clock = clock;
    this.organisation = OrganisationId.parse(random.uuid());
    this.office = OfficeId.parse(random.uuid());
    this.#epoch = Epoch.parse(random.uuid());
    this.#app = this.#open();
  }

  static async found(house: ServerHouse, random: SeededRandom, clock: () => Date): Promise<SimulatedServer> {
    const server = new SimulatedServer(house, random, clock);
    const { organisation, office } = server;
    // The same seed again has the same ids: whatever an interrupted run left of it goes first.
    await forgetOrganisation(house.db, organisation);
    const institution = InstitutionId.parse(random.uuid());
    await insertOrganisation(house.db, organisation, 'Perwakilan Banten');
    await insertInstitution(house.db, organisation, { id: institution, name: 'Kota Cilegon', regency: null });
    const place = { name: 'DPMPTSP', address: '', city: 'Cilegon', timeZone: 'Asia/Jakarta' } as const;
    await insertOffice(house.db, organisation, { id: office, institution, ...place });
    return server;
  }

  get epoch(): Epoch {
    return this.#epoch;
  }

  async person(name: string, roles: readonly Role[]): Promise<SimulatedPerson> {
    const { organisation } = this;
    const person = PersonId.parse(this.#random.uuid());
    const userName = `${name}-${organisation}`;
    // Nobody signs in by a password here: sessions are opened by the server's own hand.
    await insertAccount(this.house.db, { organisation, person, name, userName, passwordHash: '-', roles });
    const session: Session = {
      kind: 'session',
      person: { id: person, name, userName },
      organisation: { id: organisation, name: 'Perwakilan Banten' },
      roles: [...roles],
    };
    const made: SimulatedPerson = { session, cookie: null };
    await this.signIn(made);
    return made;
  }

  async signIn(person: SimulatedPerson): Promise<void> {
    const { db } = this.house;
    const account = await findAccount(db, this.organisation, person.session.person.id);
    if (account === null) throw new Error('The person is gone.');
    person.cookie = `tilik=${(await openSession(db, account, 'simulation')).token}`;
  }

  /** The person's sessions end, as when an administrator ends them; the browser does not know yet. */
  async endSessions({ session }: SimulatedPerson): Promise<void> {
    await this.house.db.query('DELETE FROM session WHERE organisation = $1 AND person = $2', [
      this.organisation,
      session.person.id,
    ]);
  }

  async answer({ method, path: url, headers, body }: Asked, cookie: string | null) {
    const response = await this.#app.request(`http://localhost${url}`, {
      method,
      headers: { ...headers, ...(cookie === null ? {} : { cookie }) },
      ...(body === null ? {} : { body, duplex: 'half' }),
    });
    return { status: response.status, headers: response.headers, bytes: await response.arrayBuffer() };
  }

  crashes(when: Crash | null): void {
    this.house.db.crash = when;
  }

  holdsCommit(): { readonly reached: Promise<void>; release(): void } {
    return this.house.db.holdsCommit();
  }

  /** Ids of the changes, and hashes of the photos, that the server holds. */
  async holdings(): Promise<readonly string[]> {
    const { db, deps } = this.house;
    const { rows: changes } = await db.query<{ change: string }>(
      'SELECT change FROM visit_log WHERE organisation = $1 AND change IS NOT NULL',
      [this.organisation],
    );
    const { rows: photos } = await db.query('SELECT visit, sha256 FROM evidence WHERE organisation = $1', [
      this.organisation,
    ]);
    const held = await Promise.all(
      z
        .array(Photo)
        .parse(photos)
        .map(async ({ visit, sha256 }) => {
          const blob = await deps.blobs.read({ organisation: this.organisation, visit, sha256 });
          return blob === null ? [] : [sha256];
        }),
    );
    return [...changes.map(({ change }) => change), ...held.flat()];
  }

  async copy(): Promise<OrganisationCopy> {
    return await copyOrganisation(this.house.db, this.organisation);
  }

  /** As after a restore from yesterday's archive: older rows under a new epoch; the photos may be gone altogether. */
  async restore(copy: OrganisationCopy, photosToo: boolean): Promise<void> {
    await restoreOrganisation(this.house.db, this.organisation, copy);
    if (photosToo) await this.#removePhotos();
    this.#epoch = Epoch.parse(this.#random.uuid());
  }

  async end(): Promise<void> {
    await forgetOrganisation(this.house.db, this.organisation);
    await this.#removePhotos();
  }

  async #removePhotos(): Promise<void> {
    const { held } = evidenceFolders(this.house.dataFolder);
    await rm(path.join(held, this.organisation), { recursive: true, force: true });
  }

  #open(): Hono {
    const { deps } = this.house;
    const epochNow = () => this.#epoch;
    return createServerApp({
      ...deps,
      clock: this.#clock,
      identity: {
        ...deps.identity,
        get epoch() {
          return epochNow();
        },
      },
      pokes: { moved: () => this.onMoved(), listen: () => () => {}, close: async () => {} },
      // The desk's columns are made when they are asked for, at the end.
      summaries: { ...deps.summaries, refreshSoon: () => {} },
    });
  }
}
