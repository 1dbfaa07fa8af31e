import { carriedBlob, carriedToSend, noteHandedIn, noteRefused } from '#client/store/carried.ts';
import { problems } from '#protocol/problems.ts';
import type { EngineContext } from '../engine-ports.ts';
import { ServerProblem } from '../transport.ts';
import { handInBackup } from './hand-in.ts';

/** Hands in what this device carries for others. One that the server will not take holds up none. */
export async function sendCarried(context: EngineContext): Promise<void> {
  const { store, transport, reports } = context;
  for (const row of await carriedToSend(store)) {
    if (context.signal.aborted) return;
    const blob = await carriedBlob(store, row);
    const id = row.uploadUrl?.split('/').at(-1);
    if (blob === null || id === undefined) {
      await noteRefused(store, row.id, 'backupDamaged', null);
      continue;
    }
    const report = (doneBytes: number): void =>
      reports.activity({ kind: 'sending', what: 'photos', doneBytes, totalBytes: row.bytes });
    try {
      await noteHandedIn(store, row.id, await handInBackup(transport, { id, blob }, report));
    } catch (error) {
      if (!(error instanceof ServerProblem) || problems[error.code].retry !== 'never') throw error;
      await noteRefused(store, row.id, error.serverCode, error.detail ?? null);
    }
  }
}
