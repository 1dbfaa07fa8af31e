import type { EvidenceRow } from '#client/store/rows.ts';
import { EvidenceStatus } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';

/** The server reads and hashes the bytes to say so. */
export async function statusOf({ transport }: EngineContext, { visit, sha256 }: EvidenceRow): Promise<EvidenceStatus> {
  return await ask(transport, EvidenceStatus, {
    method: 'GET',
    path: `/api/visits/${visit}/evidence/${sha256}/status`,
  });
}

export function isHeld(status: EvidenceStatus, { sha256, bytes }: EvidenceRow): boolean {
  return status.held && status.sha256 === sha256 && (status.bytes === undefined || status.bytes === bytes);
}
