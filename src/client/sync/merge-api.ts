import type { VisitId } from '#domain/ids.ts';
import { MergePreview, type MergeRequest, MergeResult } from '#protocol/merge.ts';
import { ask, queryOf } from './ask.ts';
import type { Transport } from './transport.ts';

/** What would become of both visits. Rejects with a `Problem` where they cannot be merged. */
export function previewMerger(transport: Transport, visit: VisitId, into: VisitId): Promise<MergePreview> {
  return ask(transport, MergePreview, { method: 'GET', path: `/api/visits/${visit}/merge${queryOf({ into })}` });
}

export function mergeVisits(transport: Transport, visit: VisitId, body: MergeRequest): Promise<MergeResult> {
  return ask(transport, MergeResult, { method: 'POST', path: `/api/visits/${visit}/merge`, body });
}
