import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import type { Line } from './targets.ts';

const run = promisify(execFile);
const Question = z.object({ what: z.string(), medianMs: z.number(), p95Ms: z.number(), kB: z.number() });
const Printed = z.object({ measured: z.array(z.object({ visits: z.number(), questions: z.array(Question) })) });

/** What the desk and insight ask, in a process of its own with databases of its own: the largest counts, the smallest beside it. */
export async function measureDesk(): Promise<readonly Line[]> {
  const script = fileURLToPath(new URL('desk.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script], { maxBuffer: 2 ** 24 });
  const { measured } = Printed.parse(JSON.parse(stdout));
  const [few, many] = [measured[0], measured.at(-1)];
  if (few === undefined || many === undefined) return [];
  return many.questions.map(({ what, medianMs, p95Ms, kB }, at) => ({
    what: `${what}, ${many.visits} visits, p95`,
    unit: ' ms',
    figure: p95Ms,
    target: 200,
    detail: `median ${medianMs} ms, ${kB} kB; with ${few.visits} visits p95 ${few.questions[at]?.p95Ms ?? '–'} ms`,
  }));
}
