import { type OrganisationId, ReplicaId, VisitId } from '#domain/ids.ts';
import { type LoadedInstrument, loadInstrument } from '#domain/instrument/load-instrument.ts';
import { publishedInstruments } from '#instruments/published.ts';
import { PushRequest } from '#protocol/sync.ts';
import { findFirstOrganisation } from '../db/accounts.ts';
import { DemoTablet } from '../demo/demo-tablet.ts';
import { SeededRandom } from '../demo/seeded-random.ts';
import type { ServerDeps } from '../deps.ts';
import { StartProblem } from '../start-problem.ts';
import { push } from '../visits/push.ts';
import { refreshSummary } from '../visits/summaries.ts';
import { makeSeedDirectory, type SeedDirectory, type SeedPerson } from './seed-directory.ts';
import { planSeed, type SeedVisitPlan } from './seed-plan.ts';
import { runStatuses } from './seed-statuses.ts';
import { type Seat, type SeedScene, SeedVisit } from './seed-visit.ts';

export interface SeedRequest {
  readonly visits: number;
  readonly answers: number;
  readonly seed: string;
  readonly password: string;
  /** Also where there is an organisation already. */
  readonly isBeside: boolean;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Enough at once to keep database and processor busy. */
const lanes = 6;
/** Visits that one tablet hands in together. */
const together = 4;

/**
 * An organisation of its own, filled the way real work fills one: changes signed by tablets and taken in by `push`, statuses by
 * `runCommand`, summaries and results by what makes them otherwise. @throws StartProblem where it must not.
 */
export async function seedOrganisation(deps: ServerDeps, request: SeedRequest): Promise<SeedDirectory> {
  const first = await findFirstOrganisation(deps.db);
  if (first !== null && !request.isBeside)
    throw new StartProblem(`This database holds “${first.name}”. Seed an empty one, or say --beside.`);
  const random = new SeededRandom(request.seed);
  const plan = planSeed(request.visits, random);
  const directory = await makeSeedDirectory(deps.db, random, plan.offices, request.password);
  const instruments = await Promise.all(publishedInstruments.map(loadInstrument));
  const queue = chunks(plan.visits);
  let done = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const seats = new SeatBook(deps, directory, new SeededRandom(`${request.seed} ${lane}`));
      for (let chunk = queue.shift(); chunk !== undefined; chunk = queue.shift()) {
        await seedChunk(deps, directory, seats, instruments, chunk, request);
        done += chunk.length;
        request.onProgress?.(done);
      }
    }),
  );
  return directory;
}

/** Nobody listens, and summaries are made once at the end of each visit instead of after every step. */
function quiet(deps: ServerDeps): ServerDeps {
  const nothing = () => undefined;
  return { ...deps, pokes: { ...deps.pokes, moved: nothing }, summaries: { ...deps.summaries, refreshSoon: nothing } };
}

function chunks(visits: readonly SeedVisitPlan[]): SeedVisitPlan[][] {
  return Array.from({ length: Math.ceil(visits.length / together) }, (_, at) =>
    visits.slice(at * together, (at + 1) * together),
  );
}

async function seedChunk(
  live: ServerDeps,
  directory: SeedDirectory,
  seats: SeatBook,
  instruments: readonly LoadedInstrument[],
  plans: readonly SeedVisitPlan[],
  { answers }: SeedRequest,
): Promise<void> {
  const { organisation, supervisors, assessors } = directory;
  const deps = quiet(live);
  const at = plans[0]?.office ?? 0;
  const [supervisor, assessor] = [
    await seats.of(supervisors[at % supervisors.length]),
    await seats.of(assessors[at % assessors.length]),
  ];
  const scenes = plans.map((plan) => sceneOf(directory, instruments, plan, supervisor, assessor, answers));
  for (const scene of scenes) await new SeedVisit(scene).write();
  seats.turnTo(plans.at(-1)?.start ?? '2022-06-01');
  await supervisor.tablet.handIn();
  await assessor.tablet.handIn();
  for (const scene of scenes) {
    await runStatuses(deps, organisation, scene);
    await refreshSummary(deps.db, organisation, scene.visit);
  }
}

function sceneOf(
  { offices }: SeedDirectory,
  instruments: readonly LoadedInstrument[],
  plan: SeedVisitPlan,
  supervisor: Seat,
  assessor: Seat,
  answers: number,
): SeedScene {
  const loaded = instruments.find(({ instrument }) => instrument.id === plan.instrument);
  const office = offices[plan.office];
  if (loaded === undefined || office === undefined) throw new Error('The plan names what is not there.');
  const random = new SeededRandom(plan.key);
  const visit = VisitId.parse(crypto.randomUUID());
  const quality = 0.45 + 0.55 * Math.sqrt(new SeededRandom(`office ${plan.office}`).next());
  return { visit, plan, office, loaded, supervisor, assessor, random, answers, quality };
}

/** The tablets of one lane, opened when somebody first uses one. */
class SeatBook {
  readonly #deps: ServerDeps;
  readonly #organisation: OrganisationId;
  readonly #random: SeededRandom;
  readonly #seats = new Map<string, Seat>();
  #now = new Date();

  constructor(deps: ServerDeps, { organisation }: SeedDirectory, random: SeededRandom) {
    this.#deps = { ...quiet(deps), clock: () => this.#now };
    this.#organisation = organisation;
    this.#random = random;
  }

  /** What is handed in next arrives in the evening after that day. */
  turnTo(day: string): void {
    this.#now = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000);
  }

  async of(person: SeedPerson | undefined): Promise<Seat> {
    if (person === undefined) throw new Error('There is nobody for this visit.');
    const known = this.#seats.get(person.id);
    if (known !== undefined) return known;
    const pusher = { organisation: this.#organisation, person: person.id, roles: person.roles };
    const tablet = await DemoTablet.open({
      organisation: this.#organisation,
      person: person.id,
      replica: ReplicaId.parse(crypto.randomUUID()),
      random: this.#random,
      push: (batch) => push(this.#deps, pusher, PushRequest.parse(batch)),
    });
    const seat = { person, tablet };
    this.#seats.set(person.id, seat);
    return seat;
  }
}
