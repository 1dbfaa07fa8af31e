import { BackupList, BackupPlace, BackupReport, backupPartBytes } from '#protocol/backups.ts';
import { ask } from '../ask.ts';
import { type Transport, Unreachable } from '../transport.ts';

export interface BackupToHandIn {
  /** A UUID made up for this handing in: the same again goes on where it was cut, and gets the same report. */
  readonly id: string;
  readonly blob: Blob;
}

/** Brings a file to the server, whoever made it. Rejects with a `Problem` or `Unreachable`. */
export async function handInBackup(
  transport: Transport,
  { id, blob }: BackupToHandIn,
  onProgress: (sentBytes: number) => void = () => {},
): Promise<BackupReport> {
  let at = (await sendPart(transport, id, blob, 0, 0)).offset;
  while (at < blob.size) {
    onProgress(at);
    const { offset } = await sendPart(transport, id, blob, at, at + backupPartBytes);
    // A server that does not move forward is none that we know.
    if (offset <= at) throw new Unreachable('notOurs');
    at = offset;
  }
  onProgress(blob.size);
  // A large file is unsealed, checked and written photo by photo before it answers.
  return await ask(transport, BackupReport, { method: 'POST', path: `/api/backups/${id}`, timeoutMs: 300_000 });
}

async function sendPart(transport: Transport, id: string, blob: Blob, at: number, end: number): Promise<BackupPlace> {
  const bytes = new Uint8Array(await blob.slice(at, end).arrayBuffer());
  const path = `/api/backups/${id}/parts?at=${at}&of=${blob.size}`;
  return await ask(transport, BackupPlace, { method: 'POST', path, bytes, timeoutMs: 60_000 });
}

/** What was handed in, the newest first. */
export function handedInBackups(transport: Transport): Promise<BackupList> {
  return ask(transport, BackupList, { method: 'GET', path: '/api/backups' });
}
