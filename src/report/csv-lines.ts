// Excel takes a CSV for UTF-8 only when it begins with this mark.
const byteOrderMark = '\uFEFF';

/** RFC 4180: commas, CRLF, quotes doubled. Fields come as they are to be written. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return byteOrderMark + lines.map((line) => `${line.join(',')}\r\n`).join('');
}

export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
