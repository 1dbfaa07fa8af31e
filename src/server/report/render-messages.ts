import type { Sha256 } from '#domain/ids.ts';
import type { RenderedReport } from '#report/render/rendered-report.ts';
import type { SingleFormat } from '#report/report-file.ts';
import type { VisitReport } from '#report/visit-report.ts';

/** What the server and its drawing thread say to each other. `job` numbers a report, so several may be under way. */
export type ToWorker =
  | { readonly kind: 'render'; readonly job: number; readonly format: SingleFormat; readonly report: VisitReport }
  | { readonly kind: 'photo'; readonly job: number; readonly sha256: Sha256; readonly bytes: Uint8Array | null };

export type FromWorker =
  | { readonly kind: 'wanted'; readonly job: number; readonly sha256: Sha256 }
  | { readonly kind: 'rendered'; readonly job: number; readonly rendered: RenderedReport }
  | { readonly kind: 'failed'; readonly job: number; readonly error: Error };
