import { sha256Hex } from '#domain/canonical.ts';
import type { PhotoSource, RenderedReport } from '../render/rendered-report.ts';
import { type SingleFormat, singleFormats } from '../report-file.ts';
import type { EvidenceRow, VisitReport } from '../visit-report.ts';
import { wordsOf } from '../words/words-of.ts';

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ArchiveWork {
  readonly report: VisitReport;
  readonly photos: PhotoSource;
  readonly render: (format: SingleFormat, report: VisitReport, photos: PhotoSource) => Promise<RenderedReport>;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/**
 * Everything of a visit, one file after the other: the report in every format, each photo that is what its hash says, and a list
 * of hashes that ordinary tools check (`sha256sum -c`). Never more than one of them is held.
 */
export async function* archiveEntries({
  report,
  photos,
  render,
  onProgress,
}: ArchiveWork): AsyncGenerator<ArchiveEntry> {
  const words = wordsOf(report.language);
  const shown = report.evidence.filter(({ withdrawn }) => withdrawn === null);
  const of = singleFormats.length + shown.length;
  const sums: string[] = [];
  const missing: string[] = [];
  let done = 0;
  const step = (): void => onProgress?.(++done, of);
  for (const format of singleFormats) {
    const { bytes, fileName } = await render(format, report, photos);
    sums.push(`${await sha256Hex(bytes)}  ${fileName}`);
    yield { name: fileName, bytes };
    step();
  }
  for (const row of shown) {
    const bytes = await photos(row.sha256);
    const isIntact = bytes !== null && (await sha256Hex(new Uint8Array(bytes))) === String(row.sha256);
    if (isIntact) {
      const name = `${words.archive.photos}/${photoName(row)}`;
      sums.push(`${row.sha256}  ${name}`);
      yield { name, bytes };
    } else missing.push(`${row.number}: ${bytes === null ? words.photoNotHere : words.photoDamaged} (${row.sha256})`);
    step();
  }
  yield textEntry('SHA256SUMS.txt', sums);
  yield textEntry(words.archive.readMe, [
    `${report.heading.title} – ${report.heading.office}`,
    ...words.archive.explanation,
    ...(missing.length === 0 ? [] : ['', words.archive.missing, ...missing]),
  ]);
}

/** "B-01_1.2.7.jpg": the number in the report, and what it is evidence of. */
function photoName({ number, indicatorNumber, mime }: EvidenceRow): string {
  const ending = mime === 'image/png' ? 'png' : mime === 'image/webp' ? 'webp' : 'jpg';
  return `${[number, indicatorNumber].filter((part) => part !== null).join('_')}.${ending}`;
}

function textEntry(name: string, lines: readonly string[]): ArchiveEntry {
  return { name, bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) };
}
