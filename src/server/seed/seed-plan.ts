import type { Status } from '#domain/visit/status.ts';
import type { SeededRandom } from '../demo/seeded-random.ts';

/** How far a visit of the seeded organisation gets. */
export type SeedEnding = Extract<
  Status,
  'draft' | 'submitted' | 'returned' | 'approved' | 'published' | 'objected' | 'final' | 'reopened'
>;

export interface SeedVisitPlan {
  readonly key: string;
  /** Which of the offices, in the order in which they are made. */
  readonly office: number;
  readonly instrument: string;
  readonly start: string;
  readonly ending: SeedEnding;
  /** A draft that nobody has begun to fill in. */
  readonly isEmpty: boolean;
  /** Nobody was let in: approved without a score. */
  readonly isRefused: boolean;
}

export interface SeedPlan {
  readonly offices: number;
  /** By their days. */
  readonly visits: readonly SeedVisitPlan[];
}

const fullYears = [2022, 2023, 2024, 2025] as const;
const earlyYears = [2019, 2020, 2021] as const;
/** One office in so many was also seen with the checklist of the years before. */
const earlyEvery = 4;
const newestYear = 2025;

/** Every office is seen once a year, as in the field; the newest year is still under way. */
export function planSeed(visits: number, random: SeededRandom): SeedPlan {
  const planned: SeedVisitPlan[] = [];
  let office = 0;
  while (planned.length < visits) {
    const early = office % earlyEvery === 0 ? [earlyYears[(office / earlyEvery) % earlyYears.length] ?? 2019] : [];
    for (const year of [...early, ...fullYears].slice(0, visits - planned.length)) {
      planned.push(planVisit(office, year, random));
    }
    office += 1;
  }
  return { offices: office, visits: planned.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0)) };
}

function planVisit(office: number, year: number, random: SeededRandom): SeedVisitPlan {
  const ending = endingOf(year, random.next());
  return {
    key: `benih-${office}-${year}`,
    office,
    instrument: instrumentOf(year),
    start: dayIn(year, random),
    ending,
    isEmpty: ending === 'draft' && random.next() < 0.4,
    isRefused: ending === 'approved' && random.next() < 0.15,
  };
}

/** Of 2025 there is no instrument with published weights: the one of 2023 and 2024 goes on. */
function instrumentOf(year: number): string {
  if (year < 2022) return 'ombudsman-2013-2019';
  return year === 2022 ? 'ombudsman-2022' : 'ombudsman-2023';
}

/** Data are collected from June to October. */
function dayIn(year: number, random: SeededRandom): string {
  const day = Date.UTC(year, 5, 1) + random.between(0, 150) * 86_400_000;
  return new Date(day).toISOString().slice(0, 10);
}

const past: readonly (readonly [SeedEnding, number])[] = [
  ['final', 0.7],
  ['published', 0.88],
  ['approved', 0.97],
  ['objected', 0.985],
  ['reopened', 1],
];
const underWay: readonly (readonly [SeedEnding, number])[] = [
  ['final', 0.25],
  ['published', 0.45],
  ['approved', 0.62],
  ['submitted', 0.8],
  ['returned', 0.88],
  ['draft', 1],
];

function endingOf(year: number, drawn: number): SeedEnding {
  const table = year === newestYear ? underWay : past;
  return table.find(([, until]) => drawn < until)?.[0] ?? 'final';
}
