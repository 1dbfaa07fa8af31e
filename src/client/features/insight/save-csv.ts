import { saveFile } from '#client/platform/share.ts';
import { csvOf, quoted } from '#report/csv-lines.ts';

/** Numbers go as they are, with a decimal point; every other text so that no spreadsheet takes it for a formula. */
export type CsvField = string | { readonly number: string | number };

export function saveCsv(name: string, lines: readonly (readonly CsvField[])[]): void {
  const text = csvOf(
    lines.map((line) => line.map((field) => (typeof field === 'string' ? quoted(field) : String(field.number)))),
  );
  saveFile(new File([text], name, { type: 'text/csv' }));
}
