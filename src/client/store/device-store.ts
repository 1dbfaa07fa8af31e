import type { Sha256, VisitId } from '#domain/ids.ts';
import type { DeviceStore, KeptPhotoLine, VisitOnDevice } from './device.ts';
import { keepMs } from './kept-copies.ts';
import type { Network } from './network.ts';
import { readPhoto } from './photos.ts';
import type { EvidenceRow } from './rows.ts';
import { readUploadSettings, saveUploadSettings } from './upload-settings.ts';
import type { VisitStore } from './visit-store.ts';

export function deviceStore(store: VisitStore, network: () => Promise<Network>): DeviceStore {
  return {
    visits: () => visitsOnDevice(store),
    photo: (visit, sha256) => readPhoto(store, visit, sha256),
    isDamaged: (visit, sha256) => isDamaged(store, visit, sha256),
    giveUpDamaged: (visit, sha256) => giveUpDamaged(store, visit, sha256),
    letGoOfCopies: async () => await (await network()).letGoOfCopies(),
    uploadSettings: () => readUploadSettings(store),
    saveUploadSettings: (settings) => saveUploadSettings(store, settings),
    backups: async () => await (await network()).backups(),
  };
}

async function isDamaged(store: VisitStore, visit: VisitId, sha256: Sha256): Promise<boolean> {
  const row = await store.db.read(['evidence'], (tx) => tx.objectStore('evidence').get([visit, sha256]));
  return row?.damagedAt !== undefined;
}

async function giveUpDamaged(store: VisitStore, visit: VisitId, sha256: Sha256): Promise<void> {
  await store.db.write(['evidence', 'evidenceChunks'], async (tx) => {
    const row = await tx.objectStore('evidence').get([visit, sha256]);
    if (row?.damagedAt === undefined) return;
    await tx.objectStore('evidence').delete([visit, sha256]);
    await tx
      .objectStore('evidenceChunks')
      .delete(IDBKeyRange.bound([visit, sha256, 0], [visit, sha256, Number.POSITIVE_INFINITY]));
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}

async function visitsOnDevice(store: VisitStore): Promise<readonly VisitOnDevice[]> {
  const keep = await keepMs(store);
  return await store.db.read(['changes', 'outbox', 'evidence', 'logs'], async (tx) => {
    const [photos, logs] = await Promise.all([tx.objectStore('evidence').getAll(), tx.objectStore('logs').getAll()]);
    const visits = [...new Set<VisitId>([...photos.map(({ visit }) => visit), ...logs.map(({ visit }) => visit)])];
    const found = await Promise.all(
      visits.map(async (visit) => ({
        visit,
        changes: await tx.objectStore('changes').index('visit').count(visit),
        unsentChanges: await tx.objectStore('outbox').index('visit').count(visit),
        photos: photos.filter((row) => row.visit === visit).map((row) => lineOf(row, keep)),
      })),
    );
    // What has most to lose, or to let go of, first.
    return found.sort((a, b) => b.unsentChanges - a.unsentChanges || b.photos.length - a.photos.length);
  });
}

function lineOf(row: EvidenceRow, keep: number): KeptPhotoLine {
  const { sha256, bytes, keptAt } = row;
  return { sha256, bytes, keptAt, standing: standingOf(row, keep) };
}

function standingOf({ isSent, sentAt, damagedAt, refusal }: EvidenceRow, keep: number): KeptPhotoLine['standing'] {
  if (isSent === 1) {
    const until = sentAt === undefined ? null : new Date(Date.parse(sentAt) + keep).toISOString();
    return { kind: 'copy', until };
  }
  if (damagedAt !== undefined) return { kind: 'damaged', since: damagedAt };
  return refusal === undefined ? { kind: 'unsent' } : { kind: 'refused', code: refusal.code };
}
