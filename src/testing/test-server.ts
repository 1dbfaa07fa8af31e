import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Hono } from 'hono';
import { OrganisationId, PersonId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { createServerApp } from '#server/app.ts';
import { hashPassword } from '#server/auth/password.ts';
import { openSession } from '#server/auth/sign-in.ts';
import { findAccount, insertAccount, insertOrganisation } from '#server/db/accounts.ts';
import type { ServerDeps } from '#server/deps.ts';
import type { LogLine } from '#server/log.ts';
import { openServerDeps } from '#server/open-deps.ts';
import { createMigratedDatabase } from './migrated-database.ts';

/** A signed-in person with the cookie of one session. */
export interface TestPerson {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly roles: readonly Role[];
  readonly userName: string;
  readonly cookie: string;
}

export interface TestServer {
  readonly deps: ServerDeps;
  readonly app: Hono;
  /** For programs that are tried against the same data. */
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** What the server logged as an error. */
  readonly errors: LogLine[];
  addOrganisation(name: string): Promise<OrganisationId>;
  /** Someone who is signed in and whose password nobody knows. */
  addPerson(organisation: OrganisationId, roles: readonly Role[]): Promise<TestPerson>;
  ask(method: string, url: string, options?: AskOptions): Promise<Response>;
  close(): Promise<void>;
}

interface AskOptions {
  readonly as?: TestPerson | null | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real app on a real database and folder of its own. Close it in `afterAll`. */
export async function openTestServer(options: { trustProxy?: boolean } = {}): Promise<TestServer> {
  const database = await createMigratedDatabase();
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'tilik-server-'));
  const errors: LogLine[] = [];
  const { deps, close } = await openServerDeps({
    db: database.db,
    dataFolder,
    appFolder: null,
    trustProxy: options.trustProxy ?? false,
    log: (line) => void (line.level === 'error' && errors.push(line)),
  });
  const app = createServerApp(deps);
  return {
    deps,
    app,
    databaseUrl: database.connectionString,
    dataFolder,
    errors,
    addOrganisation: async (name) => {
      const id = OrganisationId.parse(crypto.randomUUID());
      await insertOrganisation(deps.db, id, name);
      return id;
    },
    addPerson: (organisation, roles) => addPerson(deps, organisation, roles),
    ask: async (method, url, { as, body, headers } = {}) =>
      app.request(`http://localhost${url}`, {
        method,
        headers: {
          ...(as ? { cookie: as.cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    close: async () => {
      await close();
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

let counter = 0;
let passwordHash: Promise<string> | undefined;

export async function addPerson(
  deps: Pick<ServerDeps, 'db'>,
  organisation: OrganisationId,
  roles: readonly Role[],
): Promise<TestPerson> {
  const person = PersonId.parse(crypto.randomUUID());
  const userName = `user-${++counter}`;
  passwordHash ??= hashPassword(crypto.randomUUID());
  await insertAccount(deps.db, {
    organisation,
    person,
    name: `Orang ${counter}`,
    userName,
    passwordHash: await passwordHash,
    roles,
  });
  const account = await findAccount(deps.db, organisation, person);
  if (account === null) throw new Error('The person just added is gone.');
  const { token } = await openSession(deps.db, account, 'test');
  return { organisation, person, roles, userName, cookie: `tilik=${token}` };
}
