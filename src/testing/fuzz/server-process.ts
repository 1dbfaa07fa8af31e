/** The real server in a process of its own, which tells its memory and what it logs as an error to the process that started it. */
import * as z from 'zod/mini';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start-server.ts';

/** What a slow client is given in earnest would make every slow request take minutes. */
const impatient = {
  headersTimeoutMs: 1_500,
  requestTimeoutMs: 2_000,
  keepAliveTimeoutMs: 5_000,
  checkEveryMs: 250,
  headerBytes: 16_384,
  connections: 2_000,
};

const server = await startServer(
  readConfig(process.env),
  ({ level, message, error }) => {
    const url = /ready at (\S+)/.exec(message)?.[1];
    if (url !== undefined) process.send?.({ kind: 'ready', url });
    if (level === 'error') process.send?.({ kind: 'fault', text: `${message} ${wordsOf(error)}` });
  },
  impatient,
);

process.on('message', (message) => {
  if (message === 'stop') void server.stop().then(() => process.disconnect());
  else if (message === 'memory') process.send?.({ kind: 'memory', ...memory() });
});
process.on('disconnect', () => void server.stop());

const Workers = z.object({
  workers: z.array(z.object({ javascriptHeap: z.object({ totalCommittedMemory: z.number() }) })),
});

/** The thread that draws reports collects its garbage when it pleases and cannot be told to: its heap is counted apart. */
function memory(): { rss: number; heap: number; drawing: number } {
  for (let times = 0; times < 3; times++) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { workers } = Workers.parse(process.report.getReport());
  const drawing = workers.reduce((sum, { javascriptHeap }) => sum + javascriptHeap.totalCommittedMemory, 0);
  return { rss, heap: heapUsed, drawing };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.stack ?? error.message}\n${wordsOf(error.cause)}` : String(error ?? '');
}
