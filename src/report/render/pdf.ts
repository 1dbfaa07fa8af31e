import type { Sha256 } from '#domain/ids.ts';
import type { PdfDefinition } from '../pdf/pdf-content.ts';
import { pdfDefinition } from '../pdf/pdf-definition.ts';
import type { Photo } from '../pdf/photo-book.ts';
import type { VisitReport } from '../visit-report.ts';

/** The library behind its one seam: a definition in, the file out. */
export type DrawPdf = (definition: PdfDefinition) => Promise<Uint8Array<ArrayBuffer>>;

export async function renderPdf(
  drawPdf: DrawPdf,
  report: VisitReport,
  photos: ReadonlyMap<Sha256, Photo>,
): Promise<Uint8Array<ArrayBuffer>> {
  return await drawPdf(pdfDefinition(report, photos));
}
