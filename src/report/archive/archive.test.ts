import { strFromU8, unzipSync } from 'fflate';
import { expect, test, vi } from 'vitest';
import { sha256Hex } from '#domain/canonical.ts';
import type { Sha256 } from '#domain/ids.ts';
import { aFinishedVisit, approved } from '#testing/report-visit.ts';
import { buildReport } from '../build-report.ts';
import { renderReport } from '../render/render-report-node.ts';
import type { PhotoSource } from '../render/rendered-report.ts';
import { type SingleFormat, singleFormats } from '../report-file.ts';
import type { VisitReport } from '../visit-report.ts';
import { archiveEntries } from './archive-entries.ts';
import { zipStream } from './zip-stream.ts';

vi.setConfig({ testTimeout: 60_000 });

const madeAt = new Date('2026-11-26T02:05:00Z');

async function zipOf(report: VisitReport, photos: PhotoSource, render = renderReport) {
  const steps: [number, number][] = [];
  const entries = archiveEntries({ report, photos, render, onProgress: (done, of) => steps.push([done, of]) });
  const bytes = await new Response(await zipStream(entries, madeAt)).bytes();
  return { files: unzipSync(bytes), steps };
}

/** Says which format it was asked for: the documents themselves have their own tests. */
const renderName = async (format: SingleFormat) => ({
  bytes: new TextEncoder().encode(`isi ${format}`),
  mime: 'x',
  fileName: `laporan.${format}`,
});

test('holds every format and every photo, and its list of hashes is right', async () => {
  const { input, source, photos } = await aFinishedVisit();
  const report = buildReport(approved(input));
  const { files, steps } = await zipOf(report, source);
  const names = Object.keys(files);
  for (const format of singleFormats) expect(names.filter((name) => name.endsWith(`.${format}`))).toHaveLength(1);
  expect(names.filter((name) => name.startsWith('foto/'))).toHaveLength(photos.size);
  expect(names).toContain('foto/B-01_2.1.6.jpg');
  const sums = strFromU8(files['SHA256SUMS.txt'] ?? expect.fail())
    .trimEnd()
    .split('\n');
  expect(sums).toHaveLength(singleFormats.length + photos.size);
  for (const line of sums) {
    const [hash, name = ''] = line.split('  ');
    expect(await sha256Hex(new Uint8Array(files[name] ?? expect.fail(`No ${name}.`)))).toBe(hash);
  }
  const all = singleFormats.length + photos.size;
  expect(steps).toEqual(Array.from({ length: all }, (_, at) => [at + 1, all]));
});

test('a photo that is not here or not what its hash says is named, never put in', async () => {
  const { input, source, photos } = await aFinishedVisit();
  const [gone, altered] = [...photos.keys()];
  const { files } = await zipOf(
    buildReport(input),
    async (sha256) => {
      if (sha256 === gone) return null;
      const bytes = await source(sha256);
      return sha256 === altered ? (bytes?.slice(1) ?? null) : bytes;
    },
    renderName,
  );
  expect(Object.keys(files).filter((name) => name.startsWith('foto/'))).toHaveLength(photos.size - 2);
  const told = strFromU8(files['BACA-DAHULU.txt'] ?? expect.fail());
  expect(told).toContain(`B-01: Foto tidak ada di perangkat ini (${gone})`);
  expect(told).toContain(`(${altered})`);
});

test('asks for the next photo only when the last one has been read', async () => {
  const { input, source } = await aFinishedVisit();
  const asked: Sha256[] = [];
  const entries = archiveEntries({
    report: buildReport(input),
    render: renderName,
    photos: (sha256) => {
      asked.push(sha256);
      return source(sha256);
    },
  });
  const reader = (await zipStream(entries, madeAt)).getReader();
  const photoNames = /foto\/B-\d\d/;
  const seen: number[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read())
    if (photoNames.test(strFromU8(part.value.subarray(0, 200), true))) seen.push(asked.length);
  // The header of the n-th photo is read when n photos were asked for; the list at the end has them all.
  expect(seen.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('given up, it asks for nothing more', async () => {
  const { input } = await aFinishedVisit();
  const asked: string[] = [];
  const entries = archiveEntries({
    report: buildReport(input),
    photos: async () => null,
    render: (format) => {
      asked.push(format);
      return renderName(format);
    },
  });
  const reader = (await zipStream(entries, madeAt)).getReader();
  await reader.read();
  await reader.cancel();
  expect(asked).toEqual(['pdf']);
});
