import { reportFault } from '#client/platform/report-fault.ts';
import { letGoOfErased } from '#client/store/erased.ts';
import { readPhoto } from '#client/store/photos.ts';
import { noteUpload, unsentPhotos } from '#client/store/photos-to-send.ts';
import type { EvidenceRow } from '#client/store/rows.ts';
import { toHex } from '#domain/canonical.ts';
import { EvidenceStatus } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { isNotForUs } from './fetch-visits.ts';
import { ServerProblem, Unreachable } from './transport.ts';

/**
 * Sends the photos the server does not hold, small ones first. Between two photos `meanwhile` runs: an answer must not wait for
 * a hundred pictures.
 */
export async function sendPhotos(context: EngineContext, meanwhile: () => Promise<void>): Promise<void> {
  const photos = await unsentPhotos(context.store);
  const totalBytes = photos.reduce((sum, photo) => sum + photo.bytes, 0);
  let doneBytes = 0;
  for (const [at, photo] of photos.entries()) {
    if (at > 0) await meanwhile();
    if (context.signal.aborted) return;
    const report = (sent: number): void =>
      context.reports.activity({ kind: 'sending', what: 'photos', doneBytes: doneBytes + sent, totalBytes });
    report(0);
    await sendPhoto(context, photo, report);
    doneBytes += photo.bytes;
  }
}

async function sendPhoto(context: EngineContext, photo: EvidenceRow, report: (sent: number) => void): Promise<void> {
  const { store } = context;
  const { visit, sha256, mime } = photo;
  try {
    const known = await statusOf(context, photo);
    if (known.erased) return await letGoOfErased(store, visit, sha256);
    if (!isHeld(known, photo)) {
      const blob = await readPhoto(store, visit, sha256);
      // Bytes that are not what was photographed are not sent as if they were. They stay, and stay counted as unsent.
      if (blob === null || (await hashOf(blob)) !== sha256) return;
      const { uploadUrl } = photo;
      const onUrl = (url: string): void =>
        void noteUpload(store, photo, { isSent: 0, uploadUrl: url }).catch(reportFault);
      await context.uploadPhoto({ visit, sha256, mime, blob, uploadUrl, onUrl, onProgress: report });
      const now = await statusOf(context, photo);
      if (now.erased) return await letGoOfErased(store, visit, sha256);
      if (!isHeld(now, photo)) throw new Unreachable('notOurs');
    }
    await noteUpload(store, photo, { isSent: 1, uploadUrl: null });
  } catch (error) {
    if (isNotForUs(error)) return;
    // What was sent so far was not this photo: the next attempt begins anew.
    if (error instanceof ServerProblem && error.code === 'hashMismatch')
      await noteUpload(store, photo, { isSent: 0, uploadUrl: null });
    throw error;
  }
}

async function statusOf({ transport }: EngineContext, { visit, sha256 }: EvidenceRow): Promise<EvidenceStatus> {
  return await ask(transport, EvidenceStatus, {
    method: 'GET',
    path: `/api/visits/${visit}/evidence/${sha256}/status`,
  });
}

function isHeld(status: EvidenceStatus, { sha256, bytes }: EvidenceRow): boolean {
  return status.held && status.sha256 === sha256 && (status.bytes === undefined || status.bytes === bytes);
}

async function hashOf(blob: Blob): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())));
}
