/**
 * How long the server takes for what a supervisor asks, with few and with many visits side by side. A measurement, never a test.
 *   node e2e/bench/desk.ts [--visits=50,5000] [--rounds=40] [--keep=FOLDER]
 * `--keep`: the seeded databases stay there and are used again.
 */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DeskPage } from '#protocol/desk.ts';
import { Insight } from '#protocol/insight.ts';
import { createServerApp } from '#server/app.ts';
import { openSession } from '#server/auth/sign-in.ts';
import { findAccountByUserName } from '#server/db/accounts.ts';
import { Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { startOwnPostgres } from '#server/db/postgres/own-postgres.ts';
import { openServerDeps } from '#server/open-deps.ts';
import { seedOrganisation } from '#server/seed/seed-organisation.ts';

const option = (name: string, otherwise: string): string =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const sizes = option('visits', '50,5000').split(',').map(Number);
const rounds = Number(option('rounds', '40'));
const keep = option('keep', '');

interface Measured {
  readonly visits: number;
  readonly seededInSeconds: number | null;
  readonly answers: number;
  readonly questions: readonly {
    readonly what: string;
    readonly medianMs: number;
    readonly p95Ms: number;
    readonly kB: number;
  }[];
}

let lastBytes = 0;
const measured: Measured[] = [];
for (const visits of sizes) measured.push(await measure(visits));
console.log(JSON.stringify({ rounds, measured }, null, 1));

async function measure(visits: number): Promise<Measured> {
  const folder = keep === '' ? await mkdtemp(path.join(os.tmpdir(), 'tilik-desk-')) : path.join(keep, `s${visits}`);
  await mkdir(folder, { recursive: true });
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
  try {
    const seededInSeconds = await seedOnce(deps, visits);
    // As the database does by itself a while after so many rows were added.
    await db.query('ANALYZE');
    const account = await findAccountByUserName(db, 'benih-supervisor1');
    if (account === null) throw new Error('The seeded supervisor is gone.');
    const { token } = await openSession(db, account.account, 'bench');
    const app = createServerApp(deps);
    const get = async (url: string): Promise<string> => {
      const response = await app.request(`http://localhost${url}`, {
        headers: { cookie: `tilik=${token}`, 'accept-encoding': 'gzip', 'tilik-protocol': '1' },
      });
      const bytes = await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
      lastBytes = bytes.byteLength;
      return response.headers.get('content-encoding') === null
        ? new TextDecoder().decode(bytes)
        : await new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip'))).text();
    };
    const questions = [];
    for (const [what, url] of await questionsFor(get)) {
      const times: number[] = [];
      for (let round = 0; round < rounds + 3; round++) {
        const started = performance.now();
        await get(url);
        if (round >= 3) times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      const at = (share: number): number => Number((times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(1));
      questions.push({ what, medianMs: at(0.5), p95Ms: at(0.95), kB: Math.round(lastBytes / 100) / 10 });
    }
    const { rows } = await db.query<{ answers: number }>('SELECT sum(answered)::int AS answers FROM visit_summary');
    return { visits, seededInSeconds, answers: rows[0]?.answers ?? 0, questions };
  } finally {
    await close();
    await db.close();
    await postgres.stop();
    if (keep === '') await rm(folder, { recursive: true, force: true });
  }
}

async function seedOnce(deps: Parameters<typeof seedOrganisation>[0], visits: number): Promise<number | null> {
  const { rows } = await deps.db.query('SELECT 1 FROM organisation LIMIT 1');
  if (rows.length > 0) return null;
  const started = performance.now();
  await seedOrganisation(deps, { visits, answers: 120, seed: 'benih', password: 'kata-sandi-bench', isBeside: false });
  return Number(((performance.now() - started) / 1000).toFixed(1));
}

/** What is asked at the desk and under insight, with names and places that are there. */
async function questionsFor(get: (url: string) => Promise<string>): Promise<readonly (readonly [string, string])[]> {
  const first = DeskPage.parse(JSON.parse(await get('/api/desk?limit=20')));
  const { choices } = Insight.parse(JSON.parse(await get('/api/insight')));
  const line = first.lines[0];
  const province = choices.provinces[0]?.code ?? '';
  return [
    ['visits, first page', '/api/desk'],
    ['visits, next page', first.next === null ? '/api/desk' : `/api/desk?after=${first.next}`],
    ['review queue', '/api/desk?status=submitted'],
    ['approved', '/api/desk?status=approved,published,final'],
    ['visits of an office', `/api/desk?office=${line?.office}`],
    ['with missing evidence', '/api/desk?flag=missing-evidence'],
    ['search: a word that many have', '/api/desk?search=kesehatan'],
    ['search: three words', `/api/desk?search=${encodeURIComponent('dinas kota 2023')}`],
    ['search: a word that nobody has', '/api/desk?search=zzzz'],
    ['insight: distribution', '/api/insight'],
    ['insight: distribution of a province', `/api/insight?province=${province}`],
    ['insight: ranking of units', '/api/insight/ranking?year=2023'],
    ['insight: the whole ranking', '/api/insight/ranking?year=2023&limit=1000'],
    ['insight: institutions', '/api/insight/ranking?year=2023&of=institutions'],
    ['insight: dimensions and indicators', '/api/insight/parts?year=2023'],
    ['insight: trend', '/api/insight/trend'],
    ['insight: trend of a province', `/api/insight/trend?province=${province}`],
    ['directory', '/api/directory'],
  ];
}
