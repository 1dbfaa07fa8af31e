import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';

const run = promisify(execFile);
const Measured = z.object({ pushesPerSecond: z.number(), bareSqlPerSecond: z.number(), ratio: z.number() });
const Printed = z.object({ changesPerPush: z.number(), alone: Measured, fourAtOnce: Measured });
export type PushShare = z.infer<typeof Printed>;

/** The measure of the server, in a process of its own with a PostgreSQL of its own. */
export async function measurePushes(rounds: number): Promise<PushShare> {
  const script = fileURLToPath(new URL('push.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script, String(rounds)], { maxBuffer: 2 ** 24 });
  return Printed.parse(JSON.parse(stdout));
}
