import { once } from 'node:events';
import { readConfig, type ServerConfig } from './config.ts';
import type { LogLine } from './log.ts';
import { StartProblem } from './start-problem.ts';
import { startServer } from './start-server.ts';

/** A second Ctrl-C this much later means that waiting is over. */
const impatientAfterMs = 2_000;

// What the server writes (evidence, keys, the database) is nobody else's business on a shared machine.
process.umask(0o077);

try {
  await run(readConfig(process.env));
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exitCode = 1;
} finally {
  // The channel to the process that started this one would keep it alive.
  if (process.connected) process.disconnect();
}

async function run(config: ServerConfig): Promise<void> {
  const asked = untilAskedToStop();
  const server = await startServer(config, print);
  const why = await Promise.race([asked, server.lost.then(() => 'lost' as const)]);
  if (why === 'lost') {
    console.error('PostgreSQL has stopped unexpectedly; its log is in the data folder, under postgres/log.');
    process.exitCode = 1;
  }
  await server.stop();
}

function print({ level, message, error }: LogLine): void {
  const parts = error === undefined ? [message] : [message, error];
  if (level === 'error') console.error(...parts);
  else console.info(...parts);
}

/** Ctrl-C, a service manager, a closed terminal, or the end of the process that started this one. */
async function untilAskedToStop(): Promise<'asked'> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const asked = Promise.race([...signals, 'disconnect'].map((event) => once(process, event)));
  await asked;
  const since = Date.now();
  for (const signal of signals) {
    process.on(signal, () => {
      if (Date.now() - since > impatientAfterMs) process.exit(1);
    });
  }
  return 'asked';
}
