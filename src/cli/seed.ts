import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '#server/config.ts';
import { connectDatabase } from '#server/connect-database.ts';
import { openServerDeps } from '#server/open-deps.ts';
import { seedOrganisation } from '#server/seed/seed-organisation.ts';
import { StartProblem } from '#server/start-problem.ts';
import { runCommand } from './run-command.ts';

const usage = `Usage: npm run seed -- --visits 5000 [--answers 120] [--seed TEXT] [--password TEXT] [--beside]
Fills an empty database with an organisation of its own: offices, people and visits of 2019–2025 in every status. Stop the server
first. --beside: also where there is an organisation already.`;

interface Arguments {
  readonly visits: number;
  readonly answers: number;
  readonly seed: string;
  readonly password: string;
  readonly isBeside: boolean;
}

async function run(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
  const config = readConfig(process.env);
  await mkdir(config.dataFolder, { recursive: true });
  const { database: db, close } = await connectDatabase(config, console.error);
  const opened = await openServerDeps({
    db,
    dataFolder: config.dataFolder,
    keysFolder: config.keysFolder,
    appFolder: null,
    trustProxy: false,
    log: ({ level, message, error }) => level === 'error' && console.error(message, error),
  });
  const started = performance.now();
  try {
    await seedOrganisation(opened.deps, { ...asked, onProgress: progress(asked.visits, started) });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.info(
      `${asked.visits} visits in ${seconds} s. Sign in as benih-admin or benih-supervisor1 with: ${asked.password}`,
    );
  } finally {
    await opened.close();
    await close();
  }
}

/** A line for every tenth. */
function progress(visits: number, started: number): (done: number) => void {
  let told = 0;
  return (done) => {
    const tenth = Math.floor((done / visits) * 10);
    if (tenth === told) return;
    told = tenth;
    console.info(`${done} of ${visits} visits, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  };
}

function readArguments(given: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        visits: { type: 'string' },
        answers: { type: 'string', default: '120' },
        seed: { type: 'string', default: 'benih' },
        password: { type: 'string' },
        beside: { type: 'boolean', default: false },
      },
    });
    const password = values.password ?? randomBytes(9).toString('base64url');
    if (password.length < 10) throw new Error('A password has at least 10 characters.');
    return {
      visits: count('--visits', values.visits, 100_000),
      answers: count('--answers', values.answers, 400),
      seed: values.seed,
      password,
      isBeside: values.beside,
    };
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function count(name: string, text: string | undefined, most: number): number {
  if (text === undefined || !/^[1-9]\d{0,5}$/.test(text) || Number(text) > most)
    throw new Error(`${name} is a whole number from 1 to ${most}.`);
  return Number(text);
}

await runCommand(run);
