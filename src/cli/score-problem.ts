/** One thing that is wrong with a file of answers. */
export interface ScoreFault {
  readonly code:
    | 'usage'
    | 'unexpected'
    | 'cannotRead'
    | 'malformed'
    | 'unknownInstrument'
    | 'badInstrument'
    | 'unknownIndicator'
    | 'unknownSubject'
    | 'unknownKind'
    | 'unknownOption'
    | 'unknownDimension'
    | 'notApplicableNotAllowed'
    | 'answeredTwice'
    | 'scoreOutOfRange';
  readonly what: string;
  readonly where: string;
  readonly advice: string;
}

export class ScoreProblem extends Error {
  readonly faults: readonly ScoreFault[];

  constructor(faults: readonly ScoreFault[]) {
    super(faults.map(({ code }) => code).join(', '));
    this.faults = faults;
  }
}

const shown = 20;

/** For people at a terminal: what is wrong, where, and what to do. */
export function problemText({ faults }: ScoreProblem): string {
  const lines = faults
    .slice(0, shown)
    .map(({ code, what, where, advice }) => `${code}: ${what}\n  where: ${where}\n  do: ${advice}`);
  if (faults.length > shown) lines.push(`… and ${faults.length - shown} more.`);
  return lines.join('\n');
}

/** The few names that come nearest to a misspelt one, for the advice. */
export function nearest(name: string, names: readonly string[]): string {
  const sorted = names
    .map((candidate) => ({ candidate, steps: editDistance(name, candidate) }))
    .sort((a, b) => a.steps - b.steps);
  return sorted
    .slice(0, 3)
    .map(({ candidate }) => `"${candidate}"`)
    .join(', ');
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
