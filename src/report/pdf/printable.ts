import type { VisitReport } from '../visit-report.ts';

/** What is compared or looked up, not read: left as it is. */
const machineKeys: ReadonlySet<string> = new Set(['sha256', 'iso', 'frontier', 'instrumentHash', 'traceHash']);

/**
 * The report with texts that the page can hold: a word longer than a column (an address pasted without spaces) would push the
 * whole table off the paper, and the type has no glyphs for control characters.
 */
export function printable(report: VisitReport): VisitReport {
  return JSON.parse(JSON.stringify({ ...report, trace: null }), (key, value: unknown) =>
    typeof value === 'string' && !machineKeys.has(key) ? printableText(value) : value,
  );
}

const longestWord = 34;
const zeroWidthSpace = '\u200B';

function printableText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/\S{35,}/gu, (word) => chunks(word).join(zeroWidthSpace));
}

function chunks(word: string): readonly string[] {
  const letters = [...word];
  return Array.from({ length: Math.ceil(letters.length / longestWord) }, (_, at) =>
    letters.slice(at * longestWord, (at + 1) * longestWord).join(''),
  );
}
