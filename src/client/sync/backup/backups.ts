import { uuidOf } from '#client/platform/ids.ts';
import { readOnlyHere } from '#client/store/backup-contents.ts';
import type { Backups } from '#client/store/backups.ts';
import { carriedFiles, putCarried, removeCarried, tryAgain } from '#client/store/carried.ts';
import { type BackupHeader, backupLimits, findHeader } from '#protocol/backup/header.ts';
import type { BackupSource } from '#protocol/backup/source.ts';
import { Problem } from '#protocol/problems.ts';
import { DecisionResult } from '#protocol/sync.ts';
import { ask } from '../ask.ts';
import type { EngineContext } from '../engine-ports.ts';
import { handedInBackups } from './hand-in.ts';
import { makeBackup } from './make-backup.ts';

/** As many as the server takes in one decision. */
const decidedAtOnce = 500;

export function backupsOf(context: EngineContext, syncNow: () => Promise<void>): Backups {
  const { store } = context;
  return {
    onlyHere: () => readOnlyHere(store),
    async make(device) {
      const { name, parts, counts } = await makeBackup(context, device);
      return { file: new File([...parts], name, { type: 'application/octet-stream' }), counts };
    },
    carried: () => carriedFiles(store),
    async carry(file) {
      const header = await checkedHeader(file, store.session.organisation.id);
      return { id: await putCarried(store, file.name, file, uuidOf(store.randomBytes)), header };
    },
    async handInNow(id) {
      await tryAgain(store, id);
      await syncNow();
    },
    letGo: (id) => removeCarried(store, id),
    async decide(visit, changes, decision, reason) {
      for (let at = 0; at < changes.length; at += decidedAtOnce) {
        const body = { changes: changes.slice(at, at + decidedAtOnce), decision, reason };
        await ask(context.transport, DecisionResult, { method: 'POST', path: `/api/visits/${visit}/decisions`, body });
      }
    },
    handedIn: async () => (await handedInBackups(context.transport)).backups,
  };
}

/** Told at once, also without a network: a wrong file is not carried for days first. */
async function checkedHeader(file: Blob, organisation: string): Promise<BackupHeader> {
  if (file.size > backupLimits.fileBytes) throw new Problem('tooLarge');
  const found = await findHeader(blobSource(file));
  if (found.kind === 'none') throw new Problem('notABackup');
  if (found.kind === 'newer') throw new Problem('wrongProtocol');
  if (found.header.organisation !== organisation) throw new Problem('otherOrganisation');
  return found.header;
}

function blobSource(blob: Blob): BackupSource {
  return {
    bytes: blob.size,
    read: async (at, length) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer()),
  };
}
