import { calmDown } from './calm.ts';
import type { World } from './cast.ts';
import { check } from './check.ts';
import type { Finding } from './findings.ts';
import { perform } from './perform.ts';
import { planOf, type Step } from './plan.ts';
import type { ServerHouse } from './server.ts';
import { settled } from './under-way.ts';
import { NeverSettles } from './wait-for.ts';
import { SimulatedWorld } from './world.ts';

export interface Outcome {
  readonly seed: number;
  readonly findings: readonly Finding[];
  /** Changes that people were shown as saved. */
  readonly changes: number;
  readonly history: readonly string[];
}

/** Plays a seed, or only some of its steps, to its end and looks at what came of it. */
export async function simulate(
  house: ServerHouse,
  seed: number,
  steps: readonly Step[] = planOf(seed),
): Promise<Outcome> {
  const world = await SimulatedWorld.create(seed, house);
  house.takeFaults();
  try {
    const findings = await play(world, steps);
    return { seed, findings, changes: world.ledger.changes.size, history: world.history };
  } finally {
    await world.end();
  }
}

async function play(world: World, steps: readonly Step[]): Promise<readonly Finding[]> {
  try {
    for (const step of steps) {
      world.tell(`#${step.at} ${step.kind}`);
      await perform(world, step);
    }
    await calmDown(world);
  } catch (error) {
    if (!(error instanceof NeverSettles)) throw error;
    return [...faultsOf(world), { kind: 'stuck', text: error.message }];
  }
  const findings = await check(world);
  await settled();
  return [...faultsOf(world), ...findings];
}

function faultsOf({ faults, server }: World): readonly Finding[] {
  const all = [...faults, ...server.house.takeFaults().map((error) => ({ where: 'the server', error }))];
  return all.map(({ where, error }) => ({ kind: 'fault', text: `${where}: ${told(error)}` }));
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\n    because ${told(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
