import type { Finding } from './findings.ts';
import type { Sums } from './last-line.ts';
import type { Step } from './plan.ts';
import type { ServerHouse } from './server.ts';
import { shrink } from './shrink.ts';
import { type Outcome, simulate } from './simulate.ts';

export interface Run {
  readonly first: number;
  readonly count: number;
  readonly stepsOf: (seed: number) => readonly Step[];
  readonly isVerbose: boolean;
  readonly say: (line: string) => void;
}

/** Plays seed after seed; one that finds something is told with a shrunk history, and the others go on. */
export async function runSeeds(
  house: ServerHouse,
  { first, count, stepsOf, isVerbose, say }: Run,
): Promise<{ readonly sums: Sums; readonly isGood: boolean }> {
  const sums = { changes: 0, lost: 0, diverged: 0, bad: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const steps = stepsOf(seed);
    const outcome = await simulate(house, seed, steps);
    sums.changes += outcome.changes;
    if (isVerbose) for (const line of outcome.history) say(line);
    if (outcome.findings.length > 0) {
      sums.bad += 1;
      sums.lost += outcome.findings.filter(({ kind }) => kind === 'lost' || kind === 'contradicted').length;
      sums.diverged += outcome.findings.filter(({ kind }) => kind === 'diverged').length;
      await tell(house, outcome, steps, say);
    }
    if ((seed - first + 1) % 100 === 0)
      say(`${seed - first + 1} seeds, ${sums.changes} changes, ${sums.bad} found something`);
  }
  const { bad, ...found } = sums;
  return { sums: { seeds: count, ...found }, isGood: bad === 0 };
}

async function tell(house: ServerHouse, outcome: Outcome, steps: readonly Step[], say: Run['say']): Promise<void> {
  const { seed, findings } = outcome;
  const [worst] = findings.toSorted((a, b) => severity.indexOf(a.kind) - severity.indexOf(b.kind));
  if (worst === undefined) return;
  say(`seed ${seed} (replay: npm run simulate -- --seed ${seed} --seeds 1 --verbose)`);
  tellFindings(findings, say);
  const left = await shrink(steps, worst.kind, async (some) => (await simulate(house, seed, some)).findings);
  const shrunk = await simulate(house, seed, left);
  const only = left.map(({ at }) => at).join(',');
  say(
    `  shrunk to ${left.length} of ${steps.length} steps (replay: npm run simulate -- --seed ${seed} --only ${only})`,
  );
  for (const line of shrunk.history) say(`    ${line}`);
  tellFindings(shrunk.findings, say);
}

const severity: readonly Finding['kind'][] = ['lost', 'contradicted', 'diverged', 'stuck', 'fault'];

function tellFindings(findings: readonly Finding[], say: Run['say']): void {
  for (const { kind, text } of findings.slice(0, 8)) say(`  ${kind}: ${text}`);
  if (findings.length > 8) say(`  and ${findings.length - 8} more`);
}
