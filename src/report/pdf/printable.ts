import type { VisitReport } from '../visit-report.ts';

/** The report with texts that the type can set: it has no glyphs for control characters, and a line break is one letter. */
export function printable(report: VisitReport): VisitReport {
  return JSON.parse(JSON.stringify({ ...report, trace: null }), (_, value: unknown) =>
    typeof value === 'string' ? value.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' ') : value,
  );
}
