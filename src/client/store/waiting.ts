import { networkKind } from '#client/platform/connection.ts';
import type { Reading } from './database.ts';
import type { Hold } from './device.ts';
import { type Kept, keptIn } from './kept.ts';
import type { EvidenceRow, IntentRow } from './rows.ts';

export function holdOf(upload: Kept<'upload'> | null): Hold {
  if (upload === null) return 'nothing';
  if (upload.paused !== 'nothing') return upload.paused;
  return upload.wifiOnly && networkKind() === 'mobile' ? 'notWifi' : 'nothing';
}

export async function holdIn(tx: Reading): Promise<Hold> {
  return holdOf(await keptIn(tx, 'upload'));
}

/** Since when the oldest of what waits has been waiting; the outbox is in the order of writing. */
export async function waitingSince(
  tx: Reading,
  photos: readonly EvidenceRow[],
  intents: readonly IntentRow[],
): Promise<string | null> {
  const [first] = await tx.objectStore('outbox').getAll(null, 1);
  const change = first && (await tx.objectStore('changes').get(first.id));
  const times = [
    ...(change ? [change.content.at] : []),
    ...photos.map(({ keptAt }) => keptAt),
    ...intents.flatMap(({ pressedAt, refused }) => (refused === null ? [pressedAt] : [])),
  ];
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
