import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import type { OfficeId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { type NewOffice, PersonDetail } from '#protocol/account.ts';
import { Institution, Office } from '#protocol/directory.ts';
import { Session } from '#protocol/session.ts';
import { createServerApp } from '#server/app.ts';
import { setUpOrganisation } from '#server/auth/set-up.ts';
import type { Database } from '#server/db/database.ts';
import { renewEpoch } from '#server/db/server-identity.ts';
import { openServerDeps } from '#server/open-deps.ts';
import { createMigratedDatabase } from './migrated-database.ts';

const password = 'kata-sandi-percobaan';

export interface SignedIn {
  readonly session: Session;
  /** For the tablet's transport. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The server as tablets meet it. */
export interface FieldServer {
  /** The real app, asked in this process. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly db: Database;
  /** An office of the organisation. */
  readonly office: OfficeId;
  /** A new person of the organisation, signed in. */
  person(name: string, roles: readonly Role[]): Promise<SignedIn>;
  /** Listens on 127.0.0.1 for what needs a real connection; gives the origin. */
  listen(): Promise<string>;
  /** As after a restore: the same database under a new epoch, with what `lose` took out of it. */
  restore(lose: (db: Database) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The real server on a real, empty PostgreSQL, with one organisation. */
export async function startFieldServer(): Promise<FieldServer> {
  const { db, close: dropDatabase } = await createMigratedDatabase();
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'tilik-field-'));
  const faults: unknown[] = [];
  const open = () =>
    openServerDeps({
      db,
      dataFolder,
      appFolder: null,
      trustProxy: false,
      log: (line) => {
        if (line.level === 'error') faults.push(line.error ?? line.message);
      },
    });
  let opened = await open();
  let app = createServerApp(opened.deps);
  const closing: (() => Promise<void>)[] = [];
  const fetchHere: FieldServer['fetch'] = async (url, init) => await app.request(url, init);

  const post = async (url: string, body: unknown, more: Record<string, string> = {}): Promise<Response> => {
    const headers = { 'content-type': 'application/json', 'tilik-protocol': '1', ...more };
    const response = await fetchHere(url, { method: 'POST', body: JSON.stringify(body), headers });
    if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
    return response;
  };
  await setUpOrganisation(db, {
    organisationName: 'Perwakilan Banten',
    personName: 'Admin',
    userName: 'admin',
    password,
  });
  const admin = { cookie: cookieOf(await post('/api/session', { userName: 'admin', password })) };
  const institution = Institution.parse(
    await (await post('/api/institutions', { name: 'Pemerintah Kota Cilegon' }, admin)).json(),
  );
  const newOffice: NewOffice = {
    name: 'DPMPTSP',
    address: 'Jl. Jenderal Sudirman',
    city: 'Cilegon',
    timeZone: 'Asia/Jakarta',
    institution: institution.id,
  };
  const office = Office.parse(await (await post('/api/offices', newOffice, admin)).json());

  return {
    fetch: fetchHere,
    db,
    office: office.id,
    async person(name, roles) {
      const userName = name.toLowerCase();
      PersonDetail.parse(await (await post('/api/people', { name, userName, password, roles }, admin)).json());
      const response = await post('/api/session', { userName, password });
      return { session: Session.parse(await response.json()), headers: { cookie: cookieOf(response) } };
    },
    async listen() {
      const server = serve({ fetch: (request) => app.fetch(request), hostname: '127.0.0.1', port: 0 });
      await new Promise<void>((resolve) => server.once('listening', resolve));
      closing.push(() => new Promise((resolve) => server.close(() => resolve())));
      const { port } = server.address() as AddressInfo;
      return `http://127.0.0.1:${port}`;
    },
    async restore(lose) {
      await opened.close();
      await lose(db);
      await renewEpoch(db);
      opened = await open();
      app = createServerApp(opened.deps);
    },
    async close() {
      for (const stop of closing) await stop();
      await opened.close();
      await dropDatabase();
      await rm(dataFolder, { recursive: true, force: true });
      if (faults.length > 0) throw new AggregateError(faults, 'The server met faults.');
    },
  };
}

function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
