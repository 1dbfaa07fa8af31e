import type { SingleFormat } from '../report-file.ts';
import type { VisitReport } from '../visit-report.ts';
import { drawPdfInNode } from './pdf-node.ts';
import { renderWith } from './render-with.ts';
import type { PhotoSource, RenderedReport } from './rendered-report.ts';

export function renderReport(format: SingleFormat, report: VisitReport, photos: PhotoSource): Promise<RenderedReport> {
  return renderWith(drawPdfInNode, format, report, photos);
}
