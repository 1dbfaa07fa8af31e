import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { addSums, noSums, parseLastLine, type Sums } from './last-line.ts';
import type { Options } from './options.ts';

/** Plays the seeds in several processes, each with a server and a PostgreSQL of its own. Rejects when one of them breaks off. */
export async function runJobs(
  { first, count, isVerbose, jobs }: Options,
  say: (line: string) => void,
): Promise<{ readonly sums: Sums; readonly isGood: boolean }> {
  const shares = Array.from({ length: jobs }, (_, job) => {
    const [from, to] = [Math.floor((count * job) / jobs), Math.floor((count * (job + 1)) / jobs)];
    return { first: first + from, count: to - from };
  });
  const results = await Promise.all(shares.map((share) => runJob(share, isVerbose, say)));
  return {
    sums: results.reduce((sums, result) => addSums(sums, result.sums), noSums),
    isGood: results.every(({ isGood }) => isGood),
  };
}

async function runJob(
  { first, count }: { readonly first: number; readonly count: number },
  isVerbose: boolean,
  say: (line: string) => void,
): Promise<{ readonly sums: Sums; readonly isGood: boolean }> {
  const main = new URL('./main.ts', import.meta.url).pathname;
  const args = ['--seed', `${first}`, '--seeds', `${count}`, ...(isVerbose ? ['--verbose'] : [])];
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  let sums: Sums | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const last = parseLastLine(line);
    if (last === null) say(line);
    else sums = last;
  }
  const code = await ended;
  if (sums === null) throw new Error(`The job from seed ${first} broke off (exit code ${code}).`);
  return { sums, isGood: code === 0 };
}
