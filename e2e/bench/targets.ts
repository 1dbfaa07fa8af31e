/** One line of the table: what was to be reached, what was measured. */
export interface Line {
  readonly what: string;
  readonly unit: string;
  readonly figure: number;
  /** At most this; at least, where `atLeast` is set. Null where the figure is told for comparison only. */
  readonly target: number | null;
  readonly atLeast?: boolean;
  /** What the figure was divided by, or how it spreads. */
  readonly detail?: string;
}

export function isReached({ figure, target, atLeast = false }: Line): boolean | null {
  if (target === null) return null;
  return atLeast ? figure >= target : figure <= target;
}

export function asTable(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.what,
    `${line.figure}${line.unit}`,
    line.target === null ? '–' : `${line.atLeast ? '≥' : '≤'} ${line.target}${line.unit}`,
    { true: 'reached', false: 'MISSED', null: '–' }[String(isReached(line))] ?? '',
    line.detail ?? '',
  ]);
  const head = ['Measure', 'Figure', 'Target', 'Reached', 'Detail'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const print = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [print(head), print(widths.map((width) => '-'.repeat(width))), ...rows.map(print)].join('\n');
}
