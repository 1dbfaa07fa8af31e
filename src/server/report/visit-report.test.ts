import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeskPage } from '#protocol/desk.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { demoOrganisationId } from '../demo/demo-organisation.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { visitPlans } from '../demo/visit-plans.ts';

const run = promisify(execFile);
let server: TestServer;
let supervisor: TestPerson;
let scored: string;
let later: string;
let refused: string;
let folder: string;

beforeAll(async () => {
  server = await openTestServer();
  const plans = visitPlans.filter(({ key }) => ['cilegon-2022', 'cilegon-2023', 'jayapura-refused'].includes(key));
  await seedDemo(server.deps, { password: 'demo-rahasia' }, plans);
  supervisor = await server.addPerson(demoOrganisationId, ['supervisor']);
  const desk = DeskPage.parse(await (await server.ask('GET', '/api/desk', { as: supervisor })).json());
  scored = desk.lines.find(({ scoreLow }) => scoreLow === '85.03')?.visit ?? expect.fail();
  later = desk.lines.find(({ start }) => start === '2023-08-08')?.visit ?? expect.fail();
  refused = desk.lines.find(({ outcome }) => outcome === 'refused')?.visit ?? expect.fail();
  folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-report-'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (visit: string, query: string) =>
  server.ask('GET', `/api/visits/${visit}/report?${query}`, { as: supervisor });

async function textOf(pdf: ArrayBuffer | Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text;
}

test('the PDF says the score, the category, the office and that it is illustrative', async () => {
  const response = await ask(scored, 'format=pdf');
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="laporan-kunjungan_dpmptsp-kota-cilegon_2022-08-23_\w+\.pdf"$/,
  );
  const text = await textOf(await response.arrayBuffer());
  for (const words of ['85,03', 'DPMPTSP Kota Cilegon', 'Siti Rahmawati', 'Data ilustrasi'])
    expect(text).toContain(words);
});

test('every format tells the same score, in the language asked for', async () => {
  const json = await (await ask(scored, 'format=json&language=en')).json();
  expect(JSON.stringify(json)).toContain('85.03');
  expect(json.language).toBe('en');
  expect(await (await ask(scored, 'format=csv')).text()).toContain('knows-service-standard-components');
  const sheet = await readSheet(Buffer.from(await (await ask(scored, 'format=xlsx')).arrayBuffer()));
  expect(sheet.flat().map(String)).toContain('85.03');
});

test('as a word processor’s file, as places on a map, and as a ZIP of everything with the photos', async () => {
  const docx = await ask(scored, 'format=docx');
  expect(docx.headers.get('content-type')).toContain('wordprocessingml');
  const text = strFromU8(unzipSync(await docx.bytes())['word/document.xml'] ?? expect.fail());
  expect(text).toContain('85,03');
  const map = await (await ask(scored, 'format=geojson')).json();
  expect(map.features[0].properties).toMatchObject({ office: 'DPMPTSP Kota Cilegon', scoreLow: '85.03' });
  expect(map.features[0].geometry.coordinates[0]).toBeGreaterThan(95);
  const zip = await ask(scored, 'format=zip');
  expect(zip.headers.get('content-type')).toBe('application/zip');
  const names = Object.keys(unzipSync(await zip.bytes()));
  for (const ending of ['pdf', 'docx', 'xlsx', 'csv', 'json', 'geojson', 'txt'])
    expect(names.some((name) => name.endsWith(`.${ending}`))).toBe(true);
  expect(names.filter((name) => name.startsWith('foto/')).length).toBeGreaterThan(3);
});

test('a visit is compared with the office’s last approved one, and the first with none', async () => {
  const { comparison } = await (await ask(later, 'format=json')).json();
  expect(comparison.period).toContain('Agustus 2022');
  expect(comparison.before).toBe('85,03');
  expect(comparison.rows.length).toBeGreaterThan(20);
  expect(comparison.notComparable.map(({ indicator }: { indicator: string }) => indicator).join()).toContain(
    'rekomendasi Ombudsman',
  );
  expect((await (await ask(scored, 'format=json')).json()).comparison).toBeNull();
});

test('the letterhead of the organisation stands at the head, and in the minutes', async () => {
  const administrator = await server.addPerson(demoOrganisationId, ['administrator']);
  const body = { name: 'Perwakilan Banten', lines: ['Jalan Kolonel Tb. Suwandi, Serang'], logo: null };
  expect((await server.ask('PUT', '/api/letterhead', { as: administrator, body })).status).toBe(200);
  const text = await textOf(await (await ask(scored, 'format=pdf')).arrayBuffer());
  expect(text.split('Jalan Kolonel Tb. Suwandi, Serang').length - 1).toBe(2);
});

test('a visit without a score has a report with its reason', async () => {
  const text = await textOf(await (await ask(refused, 'format=pdf')).arrayBuffer());
  expect(text).toContain('surat pemberitahuan');
  expect(text).not.toContain('85,03');
});

test('while a PDF is drawn, the server goes on answering', async () => {
  let isDrawn = false;
  const drawing = ask(scored, 'format=pdf').then(() => {
    isDrawn = true;
  });
  let answered = 0;
  while (!isDrawn) {
    expect((await server.ask('GET', '/healthz')).status).toBe(200);
    answered++;
    await new Promise(setImmediate);
  }
  await drawing;
  expect(answered).toBeGreaterThan(20);
});

test('a format or language that there is not is a problem', async () => {
  for (const query of ['', 'format=doc', 'format=pdf&language=fr']) {
    const response = await ask(scored, query);
    expect([response.status, (await response.json()).code]).toEqual([400, 'malformed']);
  }
  expect((await ask(crypto.randomUUID(), 'format=pdf')).status).toBe(404);
});

const report = (...given: string[]) =>
  run(process.execPath, ['src/cli/report.ts', ...given], {
    env: { ...process.env, DATABASE_URL: server.databaseUrl, DATA_DIR: server.dataFolder },
  });

test('the command line writes the same report', async () => {
  const file = path.join(folder, 'laporan.csv');
  const { stdout } = await report(scored.slice(0, 8), '--format', 'csv', '--out', file);
  expect(stdout.trim()).toBe(file);
  const asked = await ask(scored, 'format=csv');
  expect(await readFile(file)).toEqual(Buffer.from(await asked.arrayBuffer()));
});

test('the command line writes a ZIP as it is made', async () => {
  const file = path.join(folder, 'laporan.zip');
  await report(scored, '--format', 'zip', '--out', file);
  expect(Object.keys(unzipSync(await readFile(file)))).toContain('SHA256SUMS.txt');
});

test('the command line draws photos from the evidence folder', async () => {
  const file = path.join(folder, 'laporan.pdf');
  await report(scored, '--format', 'pdf', '--out', file);
  const written = await readFile(file);
  expect(await textOf(written)).toContain('85,03');
  expect(written.length).toBeGreaterThan(300_000);
});

test.each([
  [[], 'One visit must be named'],
  [['00000000'], 'There is no visit 00000000'],
  [['xyz'], 'VISIT must be'],
  [['00000000', '--format', 'doc'], '--format must be'],
  [['00000000', '--frmat', 'pdf'], '--frmat'],
] as const)('the command line says what is wrong with %j', async (given, words) => {
  await expect(report(...given)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
});
