import { makeDueAnchors } from './audit/make-anchor.ts';
import { checkOldest } from './blobs/check-evidence.ts';
import { cleanEvidence } from './blobs/clean-evidence.ts';
import { eraseLeftPhotos } from './blobs/erase-photos.ts';
import { sweepUploads } from './blobs/sweep-uploads.ts';
import type { ServerDeps } from './deps.ts';

/** A tablet without a network for some days goes on where it was cut. */
const uploadLifeMs = 7 * 86_400_000;
const everyMs = 6 * 3_600_000;
/** Not while the server starts. */
const firstMs = 5 * 60_000;

type CareDeps = Pick<ServerDeps, 'db' | 'identity' | 'blobs' | 'clock' | 'log' | 'uploadFolder'>;

/** Looks after the photos and anchors the logs for as long as the server runs. @returns how it is ended; that waits for what is under way. */
export function careForData(deps: CareDeps): () => Promise<void> {
  let isEnded = false;
  let underWay: Promise<void> = Promise.resolve();
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    if (isEnded) return;
    await work().catch((error: unknown) => deps.log({ level: 'error', message: `${what} failed.`, error }));
  };
  const run = async (): Promise<void> => {
    await attempt('Anchoring the logs', () => makeDueAnchors(deps));
    await attempt('Removing abandoned uploads', () =>
      sweepUploads(deps.uploadFolder, new Date(Date.now() - uploadLifeMs)),
    );
    await attempt('Removing the bytes of erased photos', () => eraseLeftPhotos(deps));
    await attempt('Cleaning up photos that nothing names', () => cleanEvidence(deps));
    await attempt('Checking old photos', () => checkOldest(deps));
  };
  const start = (): void => {
    underWay = underWay.then(run);
  };
  const first = setTimeout(start, firstMs).unref();
  const timer = setInterval(start, everyMs).unref();
  return async () => {
    isEnded = true;
    clearTimeout(first);
    clearInterval(timer);
    await underWay;
  };
}
