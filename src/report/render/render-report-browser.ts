import type { SingleFormat } from '../report-file.ts';
import type { VisitReport } from '../visit-report.ts';
import { drawPdfInBrowser } from './pdf-browser.ts';
import { renderWith } from './render-with.ts';
import type { PhotoSource, RenderedReport } from './rendered-report.ts';

export function renderReport(format: SingleFormat, report: VisitReport, photos: PhotoSource): Promise<RenderedReport> {
  return renderWith(drawPdfInBrowser, format, report, photos);
}
