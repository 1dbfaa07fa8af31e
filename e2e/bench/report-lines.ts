import { median } from './probe.ts';
import type { ReportMeasures } from './report.ts';
import type { DrawnReport } from './report-page.ts';
import type { Line } from './targets.ts';

export function reportLines({ answers, photos, photoBytes, pdf, docx, xlsx }: ReportMeasures): readonly Line[] {
  const line = (what: string, drawn: readonly DrawnReport[], target: number | null): Line => {
    const times = drawn.map(({ ms }) => ms);
    return {
      what: `${what} of a visit, x4: ${answers} answers, ${photos} photos (${(photoBytes / 1e6).toFixed(1)} MB)`,
      unit: ' ms',
      figure: Math.round(median(times)),
      target,
      detail: `${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))} of ${times.length}, ${((drawn[0]?.bytes ?? 0) / 1e6).toFixed(1)} MB`,
    };
  };
  return [line('PDF', pdf, 6000), line('DOCX', docx, null), line('XLSX', xlsx, null)];
}
