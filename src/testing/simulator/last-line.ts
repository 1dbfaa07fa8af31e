/** What is told of all seeds in the end. */
export interface Sums {
  readonly seeds: number;
  readonly changes: number;
  readonly lost: number;
  readonly diverged: number;
}

export const noSums: Sums = { seeds: 0, changes: 0, lost: 0, diverged: 0 };

export function addSums(a: Sums, b: Sums): Sums {
  return {
    seeds: a.seeds + b.seeds,
    changes: a.changes + b.changes,
    lost: a.lost + b.lost,
    diverged: a.diverged + b.diverged,
  };
}

export function lastLineOf({ seeds, changes, lost, diverged }: Sums): string {
  return `seeds ${seeds} changes ${changes} lost ${lost} diverged ${diverged}`;
}

/** Null for any other line. */
export function parseLastLine(line: string): Sums | null {
  const found = /^seeds (\d+) changes (\d+) lost (\d+) diverged (\d+)$/.exec(line);
  if (found === null) return null;
  const [seeds = 0, changes = 0, lost = 0, diverged = 0] = found.slice(1).map(Number);
  return { seeds, changes, lost, diverged };
}
