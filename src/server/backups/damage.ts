import type { BackupManifest } from '#protocol/backup/contents.ts';
import type { BackupDamage, LostFrame } from '#protocol/backups.ts';

/** As many as are named; all are counted. */
const named = 100;

/** What of the file is not whole, by what should have been there; null where nothing is missing. */
export function damageOf(
  frames: number,
  read: ReadonlySet<number>,
  manifest: BackupManifest | null,
  isHeaderRepaired: boolean,
): BackupDamage | null {
  const missing = Array.from({ length: frames }, (_, frame) => frame).filter((frame) => !read.has(frame));
  if (missing.length === 0 && !isHeaderRepaired) return null;
  return {
    frames,
    lostFrames: missing.length,
    lost: missing.slice(0, named).map((frame) => lostFrame(frame, frames, manifest)),
    isCutOff: missing.includes(frames - 1),
    isHeaderRepaired,
  };
}

function lostFrame(frame: number, frames: number, manifest: BackupManifest | null): LostFrame {
  if (frame === 0 || frame === frames - 1) return { frame, what: 'manifest', visits: [], changes: 0 };
  const batch = manifest?.batches.find((one) => one.frame === frame);
  if (batch !== undefined) {
    const changes = batch.visits.reduce((sum, one) => sum + one.changes, 0);
    return { frame, what: 'batch', visits: batch.visits.map(({ visit }) => visit), changes };
  }
  const photo = manifest?.photos.find((one) => frame >= one.frame && frame < one.frame + one.frames);
  if (photo !== undefined) return { frame, what: 'photo', visits: [photo.visit], changes: 0, sha256: photo.sha256 };
  return { frame, what: 'unknown', visits: [], changes: 0 };
}
