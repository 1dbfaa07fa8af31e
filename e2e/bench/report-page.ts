import type { Sha256 } from '#domain/ids.ts';
import { renderReport } from '#report/render/render-report-browser.ts';
import type { VisitReport } from '#report/visit-report.ts';

declare global {
  interface Window {
    drawReport?: (format: 'pdf' | 'docx' | 'xlsx') => Promise<DrawnReport>;
  }
}

export interface DrawnReport {
  readonly ms: number;
  readonly bytes: number;
}

/** What the report's screen runs, on a page of its own: model in, file out, libraries and fonts loaded the first time. */
window.drawReport = async (format) => {
  const report: VisitReport = await (await fetch('/report.json')).json();
  // Fetched before the clock starts: the real page reads them from its own store, which is not what is measured.
  const photos = new Map<string, Uint8Array>();
  for (const { sha256 } of report.evidence)
    photos.set(sha256, new Uint8Array(await (await fetch(`/photos/${sha256}`)).arrayBuffer()));
  const photo = async (sha256: Sha256) => photos.get(sha256) ?? null;
  const before = performance.now();
  const { bytes } = await renderReport(format, report, photo);
  return { ms: performance.now() - before, bytes: bytes.length };
};
