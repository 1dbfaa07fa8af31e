import { strFromU8, unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { aField, aFinishedVisit, anInstrument, emptyView, inputOf } from '#testing/report-visit.ts';
import { buildReport } from '../build-report.ts';
import type { VisitReport } from '../visit-report.ts';
import { renderXlsx } from './xlsx.ts';

async function sheetsOf(report: VisitReport) {
  const sheets = await readWorkbook(Buffer.from(await renderXlsx(report)));
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]));
}

test('the answers in the workbook are those of the report, numbers as numbers', async () => {
  const report = buildReport((await aFinishedVisit()).input);
  const [header = [], ...rows] = (await sheetsOf(report)).get('Jawaban') ?? [];
  expect(rows).toHaveLength(report.answers.length);
  const at = (name: string) => header.indexOf(name);
  for (const [index, row] of rows.entries()) {
    const answer = report.answers[index];
    if (answer === undefined) throw new Error('More rows than answers.');
    expect(row[at('No.')]).toBe(answer.indicatorNumber);
    expect(row[at('Dimensi')]).toBe(answer.dimension);
    expect(row[at('Jawaban')]).toBe(answer.option);
    expect(row[at('Poin')]).toBe(Number(answer.points));
    expect(row[at('Poin tertinggi')]).toBe(Number(answer.maxPoints));
    expect(row[at('Nilai')]).toBe(Number(answer.value?.decimal));
    expect(row[at('Catatan')]).toBe(answer.note);
    expect(row[at('Jumlah bukti')]).toBe(answer.evidence.length);
  }
});

test('the summary gives score, category and every weight, value and contribution to the digit', async () => {
  const report = buildReport((await aFinishedVisit()).input);
  const rows = (await sheetsOf(report)).get('Ringkasan') ?? [];
  const row = (first: string) => rows.find(([cell]) => cell === first) ?? [];
  expect(row('Nilai')[1]).toBe(Number(report.score?.range.low.decimal));
  expect(row('Kategori')[1]).toBe(`${report.score?.category?.id} (${report.score?.category?.label})`);
  const nodes = report.dimensions.flatMap((dimension) => [
    dimension,
    ...dimension.variables.flatMap((variable) => [variable, ...variable.indicators]),
  ]);
  const start = rows.findIndex((cells) => cells[2] === 'Bobot (%)') + 1;
  for (const [index, node] of nodes.entries()) {
    expect(rows[start + index]?.slice(0, 8)).toEqual([
      node.number,
      node.title,
      Number(node.weight),
      node.isWeightAssumed ? 'Ya' : 'Tidak',
      Number(node.value?.low.decimal),
      Number(node.value?.high.decimal),
      Number(node.contribution?.low.decimal),
      Number(node.contribution?.high.decimal),
    ]);
  }
});

test('an open score has its two ends, and an office refused has none', async () => {
  const open = buildReport((await aFinishedVisit({ view: { samples: new Map() } })).input);
  const openRows = (await sheetsOf(open)).get('Ringkasan') ?? [];
  expect(openRows.find(([cell]) => cell === 'Nilai: Terendah')?.[1]).toBe(Number(open.score?.range.low.decimal));
  expect(openRows.find(([cell]) => cell === 'Nilai: Tertinggi')?.[1]).toBe(Number(open.score?.range.high.decimal));
  const { instrument } = await anInstrument('ombudsman-2022');
  const outcome = aField('visit/outcome', { kind: 'closed' as const, reason: 'Libur daerah.' });
  const refused = buildReport(inputOf(instrument, { ...emptyView, outcome }));
  const cells = ((await sheetsOf(refused)).get('Ringkasan') ?? []).flat();
  expect(cells).toContain('Kantor tutup: Libur daerah.');
  expect(cells).toContain('Tanpa nilai');
});

test('every photo is listed with its hash, place and time', async () => {
  const report = buildReport((await aFinishedVisit()).input);
  const [, ...rows] = (await sheetsOf(report)).get('Bukti') ?? [];
  expect(rows.map((row) => [row[0], row[5], row[6], row[13], row[14]])).toEqual(
    report.evidence.map(({ number, latitude, longitude, bytes, sha256 }) => [
      number,
      latitude,
      longitude,
      bytes,
      sha256,
    ]),
  );
});

test('no name of a user and no formula gets into the workbook', async () => {
  const { input } = await aFinishedVisit();
  const view = { ...input.view, remark: aField('visit/remark', { text: '=cmd()' }) };
  const office = { name: '=1+1', address: '@a', city: '+b' };
  const sheets = await sheetsOf(buildReport({ ...inputOf(input.instrument, view), office, language: 'en' }));
  const cells = [...sheets.values()].flat(2).map(String);
  expect([...sheets.keys()]).toEqual(['Summary', 'Calculation', 'Points', 'Options', 'Answers', 'Evidence']);
  expect(cells.filter((cell) => cell.includes('Rahasia'))).toEqual([]);
  expect(cells.filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
  expect(cells).toContain("'=1+1");
});

test('formulas stand in the file with their result, and answers are chosen from a list', async () => {
  const report = buildReport((await aFinishedVisit()).input);
  const files = unzipSync(await renderXlsx(report));
  const [score = '', points = ''] = [2, 3].map((sheet) =>
    strFromU8(files[`xl/worksheets/sheet${sheet}.xml`] ?? expect.fail()),
  );
  const total = /<c r="C4"[^>]*><f>IF\(.*?ROUND\(.*?<\/f><v>([\d.]+)<\/v><\/c>/.exec(score);
  expect(total?.[1]).toBe(String(Number(report.score?.range.low.decimal)));
  expect(score.match(/<\/f><\/c>/)).toBeNull();
  expect(points.match(/<\/f><v>/g)?.length).toBe(2 * report.answers.length);
  const lists = [...points.matchAll(/sqref="D\d+:D\d+"><formula1>'Pilihan'!\$C\$\d+:\$C\$\d+<\/formula1>/g)];
  expect(lists.length).toBe(report.basis.indicators.length);
  expect(points.indexOf('<dataValidations')).toBeGreaterThan(points.indexOf('</sheetData>'));
  const rows = (await sheetsOf(report)).get('Hitungan') ?? [];
  expect(rows[3]?.[2]).toBe(Number(report.score?.range.low.decimal));
  expect(rows[6]?.[2]).toBe('Sama');
});
