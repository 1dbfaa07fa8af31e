import { SeededRandom } from '#server/demo/seeded-random.ts';

/** How often each kind of step comes, relative to the others. */
const weights = {
  write: 22,
  'all-look': 2,
  subject: 5,
  photo: 5,
  fill: 6,
  comment: 3,
  member: 2,
  join: 3,
  'new-visit': 1,
  submit: 7,
  'cancel-submit': 1,
  supervise: 14,
  flow: 16,
  deliver: 22,
  stray: 4,
  time: 9,
  'sync-now': 6,
  kill: 4,
  'arm-kill': 4,
  'second-tab': 3,
  'close-tab': 2,
  freeze: 2,
  thaw: 2,
  'fail-write': 3,
  clock: 2,
  clone: 1,
  'keep-copy': 2,
  'put-back': 1,
  'lose-key': 1,
  'end-session': 2,
  'sign-out': 1,
  'sign-in': 3,
  'server-copy': 2,
  'server-restore': 1,
  'lose-database': 2,
  evict: 1,
  'make-backup': 4,
  'hand-in': 3,
  merge: 3,
  redact: 4,
  'approve-at-once': 2,
  'lose-membership': 1,
} as const;

export type StepKind = keyof typeof weights;

/** One thing that happens. What exactly is drawn from its own seed, so that leaving out another step does not change it. */
export interface Step {
  readonly at: number;
  readonly kind: StepKind;
  readonly seed: string;
}

/** Steps without which nothing happens, whatever the weather. */
const always: ReadonlySet<StepKind> = new Set(['write', 'flow', 'deliver', 'time', 'sync-now', 'sign-in', 'submit']);

/**
 * The steps of a seed. Each seed leaves out some kinds altogether: runs that mix everything seldom get far enough in any one
 * direction.
 */
export function planOf(seed: number): readonly Step[] {
  const random = new SeededRandom(`plan ${seed}`);
  const chosen = Object.entries(weights).filter(([kind]) => isAlways(kind) || random.next() < 0.6) as [
    StepKind,
    number,
  ][];
  // And each comes back to a few things again and again.
  const focus = new Set([random.pick(chosen)[0], random.pick(chosen)[0], random.pick(chosen)[0]]);
  const kinds = chosen.map(([kind, weight]): [StepKind, number] => [kind, focus.has(kind) ? weight + 8 : weight]);
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  const length = random.between(20, 110);
  const isFamiliar = random.next() < 0.8;
  return Array.from({ length }, (_, at) => {
    // Without a visit there is nothing to do, and most people know of it.
    if (at === 0) return { at, kind: 'new-visit', seed: `${seed}.${at}` };
    if (at === 1 && isFamiliar) return { at, kind: 'all-look', seed: `${seed}.${at}` };
    const kind = drawn(kinds, random.next() * total);
    return { at, kind, seed: `${seed}.${at}` };
  });
}

function isAlways(kind: string): boolean {
  return always.has(kind as StepKind);
}

function drawn(kinds: readonly (readonly [StepKind, number])[], ticket: number): StepKind {
  let left = ticket;
  for (const [kind, weight] of kinds) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'flow';
}
