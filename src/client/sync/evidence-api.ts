import type { VisitId } from '#domain/ids.ts';
import { EvidenceList } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { Transport } from './transport.ts';

/** What the server holds of a visit's photos, and which of them it knows to be damaged. */
export function photosOnServer(transport: Transport, visit: VisitId): Promise<EvidenceList> {
  return ask(transport, EvidenceList, { method: 'GET', path: `/api/visits/${visit}/evidence` });
}
