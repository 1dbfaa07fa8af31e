import { csvText } from '../csv.ts';
import { geoJson } from '../geojson.ts';
import { reportFileName, reportMime, type SingleFormat } from '../report-file.ts';
import type { VisitReport } from '../visit-report.ts';
import { renderDocx } from './docx.ts';
import type { DrawPdf } from './pdf.ts';
import { renderPdf } from './pdf.ts';
import { loadPhotos } from './photos.ts';
import type { PhotoSource, RenderedReport } from './rendered-report.ts';
import { renderXlsx } from './xlsx.ts';

/** The same report in every format; only what draws the PDF differs between browser and server. */
export async function renderWith(
  drawPdf: DrawPdf,
  format: SingleFormat,
  report: VisitReport,
  photos: PhotoSource,
): Promise<RenderedReport> {
  const bytes = await bytesOf(drawPdf, format, report, photos);
  return { bytes, mime: reportMime[format], fileName: reportFileName(report, format) };
}

async function bytesOf(
  drawPdf: DrawPdf,
  format: SingleFormat,
  report: VisitReport,
  photos: PhotoSource,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'pdf':
      return await renderPdf(drawPdf, report, await loadPhotos(report, photos));
    case 'docx':
      return await renderDocx(report, await loadPhotos(report, photos));
    case 'xlsx':
      return await renderXlsx(report);
    case 'csv':
      return new TextEncoder().encode(csvText(report));
    case 'json':
      return jsonBytes(report);
    case 'geojson':
      return jsonBytes(geoJson(report));
  }
}

function jsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
