import { reportFault } from '#client/platform/report-fault.ts';
import { letGoOfErased } from '#client/store/erased.ts';
import { noteTrouble, noteUpload, wholePhoto } from '#client/store/photos-to-send.ts';
import type { EvidenceRow } from '#client/store/rows.ts';
import { type ProblemCode, problems } from '#protocol/problems.ts';
import type { EvidenceStatus } from '#protocol/sync.ts';
import type { EngineContext } from './engine-ports.ts';
import { isHeld, statusOf } from './evidence-status.ts';
import { isNotForUs } from './not-for-us.ts';
import { ServerProblem } from './transport.ts';

interface Sending {
  readonly report: (sentBytes: number) => void;
  readonly signal: AbortSignal;
}

/** One photo, to the server's word that it holds the bytes. What is wrong with this photo alone is noted with it. */
export async function sendPhoto(context: EngineContext, photo: EvidenceRow, sending: Sending): Promise<void> {
  const { store } = context;
  try {
    const before = await statusOf(context, photo);
    if (await settle(context, photo, before)) return;
    const blob = await wholePhoto(store, photo);
    // Bytes that are not what was photographed are not sent as if they were. They stay, and are told of.
    if (blob === null) return await noteTrouble(store, photo, { kind: 'damaged' });
    await upload(context, photo, blob, sending);
    if (await settle(context, photo, await statusOf(context, photo))) return;
    throw new ServerProblem('hashMismatch', { serverCode: 'hashMismatch', retryAfterMs: null });
  } catch (error) {
    if (isNotForUs(error)) return;
    if (error instanceof ServerProblem && isOfThisPhoto(error)) {
      if (problems[error.code].retry === 'never')
        return await noteTrouble(store, photo, { kind: 'refused', code: error.serverCode });
      // What was sent so far was not this photo, or nobody can go on with it: the next attempt begins anew.
      await noteUpload(store, photo, { isSent: 0, uploadUrl: null });
    }
    throw error;
  }
}

/** Problems of the line, the session or the whole server: the next photo would meet them too. */
const ofEverything: readonly ProblemCode[] = [
  'signedOut',
  'wrongCredentials',
  'serverBusy',
  'tooManyAttempts',
  'notSetUp',
  'insecure',
  'crossSite',
  'wrongProtocol',
];

/** Whether the other photos may fare better. */
export function isOfThisPhoto(error: unknown): boolean {
  return error instanceof ServerProblem && !ofEverything.includes(error.code);
}

async function settle(context: EngineContext, photo: EvidenceRow, status: EvidenceStatus): Promise<boolean> {
  const { store } = context;
  if (status.erased) await letGoOfErased(store, photo.visit, photo.sha256);
  else if (isHeld(status, photo)) {
    const sentAt = status.at ?? store.clock().toISOString();
    await noteUpload(store, photo, { isSent: 1, uploadUrl: null, sentAt });
  } else return false;
  return true;
}

async function upload(
  context: EngineContext,
  photo: EvidenceRow,
  blob: Blob,
  { report, signal }: Sending,
): Promise<void> {
  const { visit, sha256, mime, uploadUrl } = photo;
  const onUrl = (url: string): void =>
    void noteUpload(context.store, photo, { isSent: 0, uploadUrl: url }).catch(reportFault);
  await context.uploadPhoto({ visit, sha256, mime, blob, uploadUrl, onUrl, onProgress: report, signal });
}
