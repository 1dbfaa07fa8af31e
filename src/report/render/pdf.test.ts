import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { SubjectKindId } from '#domain/ids.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import {
  aField,
  aFinishedVisit,
  aLetterhead,
  anEntry,
  anInstrument,
  aPreviousVisit,
  approved,
  emptyView,
  inputOf,
  siti,
  uuid,
  type VisitFixture,
} from '#testing/report-visit.ts';
import { buildReport } from '../build-report.ts';
import type { PdfDefinition } from '../pdf/pdf-content.ts';
import type { ReportInput } from '../report-input.ts';
import type { VisitReport } from '../visit-report.ts';
import { renderReport as renderInBrowser } from './render-report-browser.ts';
import { renderReport } from './render-report-node.ts';

// A loaded machine may need its time for eight pages with photos; how long is not what is tested here.
vi.setConfig({ testTimeout: 60_000 });

interface ReadPdf {
  readonly pages: readonly string[];
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Spaces are the reader's guess in a PDF; words and figures are not. */
function squeezed(text: string): string {
  return text.replace(/[\s\u200B]+/g, '');
}

async function read(report: VisitReport, source: VisitFixture['source'], render = renderReport): Promise<ReadPdf> {
  const { bytes } = await render('pdf', report, source);
  const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: false });
  return { pages: text, text: squeezed(text.join('')), bytes };
}

function imagesIn(bytes: Uint8Array): number {
  return (
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Subtype \/Image/g) ?? []
  ).length;
}

const noPhotos: VisitFixture['source'] = async () => null;

test('the definitions are what the library takes', () => {
  expectTypeOf<PdfDefinition>().toExtend<TDocumentDefinitions>();
});

describe('an approved visit', () => {
  test('reads back with every value of the report', async () => {
    const { input, source } = await aFinishedVisit();
    const report = buildReport(approved(input));
    const { text, pages, bytes } = await read(report, source);
    const has = (part: string) => expect(text).toContain(squeezed(part));
    has(report.score?.range.text ?? 'no score');
    has(`${report.score?.category?.label} · ${report.score?.category?.zoneLabel}`);
    for (const dimension of report.dimensions) {
      has(`${dimension.number}${dimension.title}${dimension.weightText}`);
      for (const { indicators } of dimension.variables)
        for (const indicator of indicators)
          has(
            `${indicator.title}${indicator.weightText}${indicator.isWeightAssumed ? '*' : ''}${indicator.value?.text}`,
          );
    }
    for (const finding of report.findings) {
      has(`${finding.indicatorNumber}${finding.indicator}`);
      if (finding.legalBasis !== null) has(`Dasar hukum: ${finding.legalBasis}`);
      for (const { note } of finding.occurrences) if (note !== null) has(note);
    }
    for (const { indicator } of report.strengths) has(indicator);
    for (const { indicator, gainText } of report.improvements.slice(0, 12)) {
      has(indicator);
      has(gainText);
    }
    for (const row of report.evidence) {
      has(row.attachedTo);
      has(row.sha256);
      has(row.capturedAt.text);
    }
    has('17 dari 30 responden');
    has(report.score?.range.low.exact ?? '');
    has('Mohon lengkapi foto maklumat.');
    has('Kepala DPMPTSP');
    for (const [index, page] of pages.entries())
      expect(squeezed(page)).toContain(squeezed(`Halaman ${index + 1} dari ${pages.length}`));
    expect(imagesIn(bytes)).toBe(6);
    expect(text).not.toContain('SEMENTARA');
    expect(text).not.toContain('Rahasia');
  });

  test('is the same document from the browser build of the library', async () => {
    const { input, source } = await aFinishedVisit();
    const report = buildReport(approved(input));
    const [browser, node] = [await read(report, source, renderInBrowser), await read(report, source)];
    expect(browser.pages).toEqual(node.pages);
    expect(imagesIn(browser.bytes)).toBe(imagesIn(node.bytes));
  });
});

test('letterhead with logo, minutes and the comparison with the last visit are printed', async () => {
  const { input } = await aFinishedVisit();
  const full = { ...approved(input), letterhead: aLetterhead, previous: await aPreviousVisit() };
  const report = buildReport(full);
  const { pages, text, bytes } = await read(report, noPhotos);
  for (const line of aLetterhead.lines) expect(text.split(squeezed(line)).length - 1).toBe(2);
  expect(imagesIn(bytes)).toBeGreaterThan(0);
  const minutes = pages.map(squeezed).find((page) => page.includes(squeezed(report.minutes.title.toUpperCase()))) ?? '';
  expect(minutes).toContain(squeezed(report.minutes.opening));
  expect(minutes).toContain(squeezed(report.minutes.closing));
  const changed = report.comparison?.rows.filter(({ direction }) => direction !== 'same') ?? [];
  expect(changed.length).toBeGreaterThan(0);
  for (const { indicator, before, now, changeText } of changed)
    expect(text).toContain(squeezed(`${indicator}${before.text}${now.text}${changeText}`));
  for (const { recommendation } of report.findings) expect(text).toContain(squeezed(recommendation));
});

test('a draft says on every page that it is provisional, in English too', async () => {
  const { input, source } = await aFinishedVisit({ view: { samples: new Map() } });
  const report = buildReport({ ...input, language: 'en' });
  const { pages, text } = await read(report, source);
  for (const page of pages) expect(squeezed(page)).toContain('PROVISIONAL');
  expect(text).toContain(squeezed(report.score?.range.text ?? 'no score'));
  expect(text).toContain(squeezed(`Page ${pages.length} of ${pages.length}`));
  expect(text).not.toMatch(/Halaman|Temuan|Lampiran/);
});

test('demonstration data says so on every page', async () => {
  const outcome = aField('visit/outcome', { kind: 'scored' as const, illustrative: true });
  const { input, source } = await aFinishedVisit({ view: { outcome } });
  const { pages } = await read(buildReport(approved(input)), source);
  for (const page of pages)
    expect(squeezed(page)).toContain(squeezed('Data ilustrasi, bukan catatan resmi kantor ini.'));
});

test('a visit without a score prints its reason and neither findings nor figures', async () => {
  const { instrument } = await anInstrument('ombudsman-2023');
  const outcome = aField('visit/outcome', { kind: 'refused' as const, reason: 'Pemberitahuan belum diterima.' });
  const report = buildReport(inputOf(instrument, { ...emptyView, outcome, members: [siti] }));
  const { text } = await read(report, noPhotos);
  expect(text).toContain(squeezed('Tanpa nilai: Kunjungan ditolak'));
  expect(text).toContain(squeezed('Pemberitahuan belum diterima.'));
  expect(text).not.toMatch(/Temuan|dari100/);
});

test.each(['ombudsman-2013-2019', 'ombudsman-2022', 'ombudsman-2023'])('an empty visit of %s prints', async (id) => {
  const { instrument } = await anInstrument(id);
  const { text } = await read(buildReport({ ...inputOf(instrument, emptyView), office: null }), noPhotos);
  expect(text).toContain(squeezed('0,00 – 100,00'));
  expect(text).toContain(squeezed('Belum ada temuan dalam jawaban yang sudah terisi.'));
});

describe('long texts', () => {
  const ending = 'akhir dari catatan panjang ini.';
  const long = `${'Ruang tunggu berukuran 6 × 8 meter dengan 24 kursi; jalur pemandu terputus di depan loket. '.repeat(90)}${ending}`;

  /** The same text wherever a person may type one. */
  async function longVisit(text: string): Promise<{ input: ReportInput; source: VisitFixture['source'] }> {
    const { input, source } = await aFinishedVisit({ users: 30 });
    const { view } = input;
    const short = text.slice(0, 200);
    const written: VisitView = {
      ...view,
      notes: new Map([...view.notes].map(([key, field]) => [key, { ...field, value: { text } }])),
      remark: aField('visit/remark', { text }),
      assignmentLetter: aField('visit/assignment-letter', { number: short }),
      samples: new Map([[SubjectKindId.parse('user'), { target: 40, closed: { reason: text.slice(0, 2000) } }]]),
      subjects: view.subjects.map((entry) => ({ ...entry, value: entry.value && { ...entry.value, label: short } })),
      officials: [anEntry('official', uuid(720), { name: short, post: short })],
      evidence: view.evidence.map((entry) => ({ ...entry, value: entry.value && { ...entry.value, caption: short } })),
      signatures: view.signatures.map((entry) => ({ ...entry, value: entry.value && { ...entry.value, name: short } })),
    };
    const sealed = approved(inputOf(input.instrument, written));
    const steps = sealed.view.transitions.map((step) => ({ ...step, reason: text.slice(0, 2000) }));
    return {
      source,
      input: {
        ...sealed,
        office: { name: short, address: short, city: short },
        people: new Map([...sealed.people.keys()].map((id) => [id, short])),
        view: { ...sealed.view, transitions: steps },
      },
    };
  }

  test('are printed to their last word', async () => {
    const { input, source } = await longVisit(long);
    const report = buildReport(input);
    const notes = report.findings.flatMap(({ occurrences }) => occurrences.filter(({ note }) => note !== null));
    const { text } = await read(report, source);
    expect(notes.length).toBeGreaterThan(3);
    // Notes stand under their finding and in the annex of all answers, the office's remark in the report and in the minutes.
    const inAnnex = report.answers.filter(({ note }) => note !== null);
    expect(text.split(squeezed(ending)).length - 1).toBe(notes.length + inAnnex.length + 2);
  });

  test('stay on the paper, also as one word of 400 letters', async () => {
    const { input, source } = await longVisit(`${'W'.repeat(400)}\u0007`);
    const { bytes } = await renderReport('pdf', buildReport(input), source);
    const pdf = await getDocumentProxy(bytes.slice());
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      for (const item of items) {
        if (!('str' in item) || item.transform[1] !== 0) continue;
        expect(item.transform[4], item.str).toBeGreaterThanOrEqual(50);
        expect(item.transform[4] + item.width, item.str).toBeLessThanOrEqual(595.28 - 50);
      }
    }
  });
});

describe('photos', () => {
  test('that are not on the device leave their place with the reason', async () => {
    const { input } = await aFinishedVisit();
    const { text, bytes } = await read(buildReport(input), noPhotos);
    expect(imagesIn(bytes)).toBe(0);
    expect(text).toContain(squeezed('Foto tidak ada di perangkat ini'));
  });

  test('that are not what their hash says, or no picture at all, are not shown as evidence', async () => {
    const { input, photos, source } = await aFinishedVisit();
    const [first, second] = [...photos.keys()];
    const altered = async (sha256: Parameters<typeof source>[0]) => {
      const bytes = await source(sha256);
      if (bytes === null) return null;
      if (sha256 === first) return bytes.with(bytes.length - 3, (bytes.at(-3) ?? 0) ^ 1);
      return sha256 === second ? bytes.slice(0, 20) : bytes;
    };
    const { text, bytes } = await read(buildReport(input), altered);
    expect(imagesIn(bytes)).toBe(4);
    expect(text).toContain(squeezed('Isi foto tidak cocok dengan sidik SHA-256'));
  });

  test('are asked for once each, and withdrawn ones never', async () => {
    const { input, source } = await aFinishedVisit();
    const [first, ...others] = input.view.evidence;
    if (first?.value == null) throw new Error('No photo.');
    const withdrawn = { ...first, value: { ...first.value, withdrawn: { reason: 'Salah ruang.' } } };
    const twice = others.flatMap((entry) => [entry, { ...entry, id: entry.id.replace(/^0/, '1') }]);
    const report = buildReport(inputOf(input.instrument, { ...input.view, evidence: [withdrawn, ...twice] }));
    const asked: string[] = [];
    await renderReport('pdf', report, (sha256) => {
      asked.push(sha256);
      return source(sha256);
    });
    expect(asked).toHaveLength(5);
    expect(new Set(asked).size).toBe(5);
    expect(asked).not.toContain(first.value.sha256);
  });
});

test('the other formats ask for no photo, and JSON is the whole report', async () => {
  const { input } = await aFinishedVisit();
  const report = buildReport(input);
  const refuse = () => Promise.reject(new Error('asked for a photo'));
  for (const format of ['xlsx', 'csv', 'json'] as const) {
    const { bytes, mime, fileName } = await renderReport(format, report, refuse);
    expect(bytes.length).toBeGreaterThan(1000);
    expect(fileName.endsWith(`.${format}`)).toBe(true);
    expect(mime).not.toBe('');
    if (format === 'json') expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(report);
  }
});
