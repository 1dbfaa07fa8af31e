import type { VisitReport } from './visit-report.ts';

/** What is made as a whole; a ZIP of all of them with the photos is made piece by piece (`archive/`). */
export const singleFormats = ['pdf', 'docx', 'xlsx', 'csv', 'json', 'geojson'] as const;
export type SingleFormat = (typeof singleFormats)[number];

export const reportFormats = [...singleFormats, 'zip'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportMime: Readonly<Record<ReportFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  geojson: 'application/geo+json',
  zip: 'application/zip',
};

const firstWord = { id: 'laporan-kunjungan', en: 'visit-report' } as const;

/** Plain ASCII, so that mail, memory sticks and shells leave it alone: "laporan-kunjungan_dpmptsp-kota-cilegon_2026-11-24_1a2b3c4d.pdf". */
export function reportFileName(report: VisitReport, format: ReportFormat): string {
  const { office, start, visitNumber } = report.heading;
  const parts = [firstWord[report.language], slug(office), start ?? '', slug(visitNumber)];
  return `${parts.filter((part) => part !== '').join('_')}.${format}`;
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
