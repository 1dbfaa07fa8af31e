import { neutralised } from './sheet/cell.ts';

// Excel takes a CSV for UTF-8 only when it begins with this mark.
const byteOrderMark = '\uFEFF';

/** RFC 4180: commas, CRLF, quotes doubled. Fields come as they are to be written. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return byteOrderMark + lines.map((line) => `${line.join(',')}\r\n`).join('');
}

// A spreadsheet set to Indonesian splits at semicolons and does not see a quote that opens after a comma: to it a cell also begins
// after a semicolon, a tab or the end of a line.
const laterStart = /([;\t\r\n]\s*)([=+\-@＝＋－＠])/g;

/** A text as a field, which no spreadsheet takes for a formula, however it splits the line. */
export function quoted(text: string): string {
  const safe = neutralised(text).replace(laterStart, "$1'$2");
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
