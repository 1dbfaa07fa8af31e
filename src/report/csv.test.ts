import { expect, test } from 'vitest';
import { SubjectId } from '#domain/ids.ts';
import { answerKey, indicatorsOf } from '#domain/visit/scoring-input.ts';
import { aField, aFinishedVisit, inputOf } from '#testing/report-visit.ts';
import { buildReport } from './build-report.ts';
import { csvText } from './csv.ts';
import { quoted } from './csv-lines.ts';
import { neutralised } from './sheet/cell.ts';

/** RFC 4180, read by its grammar: a quote opens and closes, two inside are one, CRLF ends a record. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let [record, field, isQuoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < text.length; at++) {
    const [letter, next] = [text[at], text[at + 1]];
    if (isQuoted && letter === '"' && next === '"') {
      field += '"';
      at++;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === ',') {
      record.push(field);
      field = '';
    } else if (!isQuoted && letter === '\r' && next === '\n') {
      records.push([...record, field]);
      [record, field] = [[], ''];
      at++;
    } else field += letter;
  }
  expect([isQuoted, record, field]).toEqual([false, [], '']);
  return records;
}

test('has one row per answer with the values of the report', async () => {
  const report = buildReport((await aFinishedVisit()).input);
  const text = csvText(report);
  expect(text.startsWith('\uFEFF')).toBe(true);
  const [header = [], ...rows] = parseCsv(text.slice(1));
  expect(rows).toHaveLength(report.answers.length);
  const at = (name: string) => header.indexOf(name);
  for (const [index, row] of rows.entries()) {
    const answer = report.answers[index];
    expect(row).toHaveLength(header.length);
    expect(row[at('ID indikator')]).toBe(answer?.indicatorId);
    expect(row[at('Subjek')]).toBe(answer?.subject);
    expect(row[at('Poin')]).toBe(answer?.points);
    expect(row[at('Nilai')]).toBe(answer?.value?.decimal);
    expect(row[at('Jumlah bukti')]).toBe(String(answer?.evidence.length));
  }
});

test('a note with quotes, commas and lines comes back, and none becomes a formula', async () => {
  const { input } = await aFinishedVisit();
  const [indicator] = indicatorsOf(input.instrument).filter(({ subject }) => subject === 'office');
  if (indicator === undefined) throw new Error('No indicator of the office.');
  const key = answerKey(SubjectId.parse('office'), indicator.id);
  const read = (note: string): string | undefined => {
    const notes = new Map([[key, aField(`note/1/${key}`, { text: note })] as const]);
    const report = buildReport(inputOf(input.instrument, { ...input.view, notes }));
    const [header = [], ...rows] = parseCsv(csvText(report).slice(1));
    return rows.map((row) => row[header.indexOf('Catatan')]).find((cell) => cell !== '');
  };
  expect(read('Katanya "besok", lalu\r\npergi')).toBe('Katanya "besok", lalu\r\npergi');
  expect(read('=HYPERLINK("http://x","y")')).toBe(`'=HYPERLINK("http://x","y")`);
});

test.each(['=1+1', '+62812', '-3', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'])('%j is kept as text', (text) => {
  expect(neutralised(text)).toBe(`'${text}`);
});

test('ordinary text is left alone', () => {
  expect(neutralised('Loket 3 = tutup')).toBe('Loket 3 = tutup');
});

test.each([
  ['a;=1+1', `"a;'=1+1"`],
  ['a\n=1+1', `"a\n'=1+1"`],
  ['a; \t@SUM(A1)', `"a; \t'@SUM(A1)"`],
  ['=1+1', "'=1+1"],
  ['08:00; 12:00', '"08:00; 12:00"'],
])('%j begins no formula where a spreadsheet splits at semicolons', (text, field) => {
  expect(quoted(text)).toBe(field);
});
