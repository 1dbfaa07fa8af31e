/**
 * How many durable pushes of 50 changes the server takes, against bare SQL that inserts the same rows into the same database in the
 * same run: `node e2e/bench/push.ts [rounds]`. A measurement, never a test.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Hono } from 'hono';
import type { OrganisationId, VisitId } from '#domain/ids.ts';
import { OrganisationId as OrganisationIdSchema, PersonId } from '#domain/ids.ts';
import type { PushRequest } from '#protocol/sync.ts';
import { createServerApp } from '#server/app.ts';
import { openSession } from '#server/auth/sign-in.ts';
import { findAccount, insertAccount, insertOrganisation } from '#server/db/accounts.ts';
import { Database, type PreparedStatement } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { startOwnPostgres } from '#server/db/postgres/own-postgres.ts';
import { openServerDeps } from '#server/open-deps.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';

const changesPerPush = 50;
const rounds = Number(process.argv[2] ?? 150);
const warmUp = Math.ceil(rounds / 5);

const bare: readonly PreparedStatement[] = [
  {
    name: 'bare-log',
    text: `INSERT INTO visit_log (organisation, visit, seq, kind, change, register, verdict, line, head)
           SELECT $1, $2, l.* FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::json[], $8::json[], $9::text[]) AS l`,
  },
  {
    name: 'bare-body',
    text: 'INSERT INTO change_body (organisation, change, body) SELECT $1, b.* FROM unnest($2::text[], $3::json[]) AS b',
  },
  {
    name: 'bare-batch',
    text: `INSERT INTO replica_batch (organisation, replica, first_n, last_n, changes, links, signature, received_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
  },
];

const folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-bench-'));
await chmod(folder, 0o711);
const postgres = await startOwnPostgres({ dataFolder: folder, log: () => undefined });
const db = new Database(postgres.connection);
await migrate(db);
const { deps, close } = await openServerDeps({
  db,
  dataFolder: folder,
  appFolder: null,
  trustProxy: false,
  log: ({ level, message, error }) => level === 'error' && console.error(message, error),
});
// The desk's lines are made after the commit and are not what is measured; they would compete for the same two cores.
const app = createServerApp({ ...deps, summaries: { ...deps.summaries, refreshSoon: () => undefined } });
const person = await aPerson();

try {
  const alone = await measure(1);
  const four = await measure(4);
  console.log(JSON.stringify({ changesPerPush, rounds, alone, fourAtOnce: four }, null, 2));
} finally {
  await close();
  await db.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

interface Measured {
  readonly pushesPerSecond: number;
  readonly bareSqlPerSecond: number;
  readonly ratio: number;
}

/** Push and bare SQL take turns, so that both meet the same machine. */
async function measure(lanes: number): Promise<Measured> {
  const all = await Promise.all(Array.from({ length: lanes }, () => prepare()));
  let [pushing, inserting] = [0, 0];
  for (let round = 0; round < rounds + warmUp; round++) {
    const started = performance.now();
    await Promise.all(all.map(({ bodies }) => send(app, bodies[round] ?? '')));
    const between = performance.now();
    await Promise.all(all.map(({ rows }) => insertBare(rows[round] ?? null)));
    const ended = performance.now();
    if (round < warmUp) continue;
    pushing += between - started;
    inserting += ended - between;
  }
  const rate = (ms: number): number => Math.round((rounds * lanes * 1000) / ms);
  return {
    pushesPerSecond: rate(pushing),
    bareSqlPerSecond: rate(inserting),
    ratio: Number((inserting / pushing).toFixed(3)),
  };
}

interface Lane {
  readonly bodies: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Batches to push to one visit, and the rows of equal batches to another visit, ready to insert. */
async function prepare(): Promise<Lane> {
  const [pushed, twin] = [await aTablet(), await aTablet()];
  const bodies: string[] = [];
  const rows: (readonly unknown[])[] = [];
  let seq = twin.firstSeq;
  for (let round = 0; round < rounds + warmUp; round++) {
    bodies.push(JSON.stringify(await aBatch(pushed.tablet, pushed.visit)));
    rows.push(rowsOf(person.organisation, twin.visit, seq, await aBatch(twin.tablet, twin.visit)));
    seq += changesPerPush;
  }
  return { bodies, rows };
}

async function aTablet(): Promise<{ tablet: PushingTablet; visit: VisitId; firstSeq: number }> {
  const tablet = await PushingTablet.open(
    { ask: (_method, _url, { body }) => send(app, JSON.stringify(body)) },
    person,
  );
  const visit = crypto.randomUUID() as VisitId;
  await tablet.write(visit, `member/${person.person}`, {});
  await tablet.push();
  return { tablet, visit, firstSeq: 2 };
}

async function aBatch(tablet: PushingTablet, visit: VisitId): Promise<PushRequest> {
  for (let at = 0; at < changesPerPush; at++) {
    await tablet.write(visit, feeRegister.replace('fee', `indicator-${at}`), at % 2 === 0 ? full : none);
  }
  return tablet.seal();
}

/** Parameters of the three inserts, made before anything is timed. */
function rowsOf(
  organisation: OrganisationId,
  visit: VisitId,
  firstSeq: number,
  batch: PushRequest,
): readonly unknown[] {
  const { replica, firstN, signature } = batch;
  const changes = batch.changes as unknown as readonly { id: string; content: { register: string }; body: unknown }[];
  const ids = changes.map(({ id }) => id);
  const verdict = JSON.stringify({ kind: 'accepted', late: false });
  const receivedAt = new Date();
  const lines = changes.map(({ id, content }, at) =>
    JSON.stringify({ change: { id, content }, replica, n: firstN + at, receivedAt: receivedAt.toISOString() }),
  );
  return [
    [
      organisation,
      visit,
      ids.map((_, at) => firstSeq + at),
      ids.map(() => 'change'),
      ids,
      changes.map(({ content }) => content.register),
      ids.map(() => verdict),
      lines,
      ids,
    ],
    [organisation, ids, changes.map(({ body }) => JSON.stringify(body))],
    [organisation, replica, firstN, firstN + changes.length - 1, ids, ids, signature, receivedAt],
  ];
}

async function insertBare(rows: readonly unknown[] | null): Promise<void> {
  if (rows === null) throw new Error('There are no rows left.');
  await db.transaction(async (tx) => {
    for (const [at, statement] of bare.entries()) await tx.query(statement, rows[at] as readonly unknown[]);
  });
}

async function send(to: Hono, body: string): Promise<Response> {
  const response = await to.request('http://localhost/api/push', {
    method: 'POST',
    headers: { cookie: person.cookie, 'content-type': 'application/json', 'tilik-protocol': '1' },
    body,
  });
  const text = await response.text();
  if (response.status !== 200 || !text.includes('"refused":[]')) throw new Error(`Refused: ${text.slice(0, 500)}`);
  return new Response(text, { status: 200 });
}

async function aPerson(): Promise<PushingTablet['person']> {
  const organisation = OrganisationIdSchema.parse(crypto.randomUUID());
  const id = PersonId.parse(crypto.randomUUID());
  await insertOrganisation(db, organisation, 'Pengukuran');
  await insertAccount(db, {
    organisation,
    person: id,
    name: 'Siti',
    userName: 'siti',
    passwordHash: 'none',
    roles: ['assessor'],
  });
  const account = await findAccount(db, organisation, id);
  if (account === null) throw new Error('The person just added is gone.');
  const { token } = await openSession(db, account, 'bench');
  return { organisation, person: id, roles: ['assessor'], userName: 'siti', cookie: `tilik=${token}` };
}
