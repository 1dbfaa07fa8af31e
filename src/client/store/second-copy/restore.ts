import * as z from 'zod/mini';
import { Change, verifyChange } from '#domain/change/change.ts';
import { Instant, InstrumentHash, Sha256, VisitId } from '#domain/ids.ts';
import { Instrument } from '#domain/instrument/instrument.ts';
import { Saw } from '#domain/visit/transition.ts';
import { commitChanges } from '../commit-changes.ts';
import { keepInstrument } from '../instruments.ts';
import { inSendingOrder } from '../outbox.ts';
import { photoRows } from '../photos.ts';
import { refreshLine } from '../refresh-lines.ts';
import type { IntentRow, KeptPhoto, KeptRow } from '../rows.ts';
import { putIntent } from '../submit-intents.ts';
import type { VisitStore } from '../visit-store.ts';
import type { KeptEntry } from './journal.ts';

const PhotoRow = z.object({ visit: VisitId, sha256: Sha256, bytes: z.int(), keptAt: Instant });
const Intent = z.object({
  visit: VisitId,
  id: z.string(),
  n: z.int(),
  saw: Saw,
  pressedAt: Instant,
  refused: z.nullable(z.string()),
});
const InstrumentKept = z.object({ hash: InstrumentHash, format: z.literal(1), instrument: Instrument });

/** What was not sent; what had been comes back as well, and is sent again without harm. */
export interface Restored {
  readonly changes: number;
  readonly photos: number;
  /** Records that could not be read, or photos whose bytes are not what was photographed. */
  readonly damaged: number;
}

/** Puts what the journal has and the database lacks into the database. Again, it does nothing. */
export async function restore(
  store: VisitStore,
  kept: readonly KeptEntry[],
  how: { readonly unlessOvertaken: boolean },
): Promise<Restored> {
  let damaged = 0;
  let unsent = 0;
  const changes: Change[] = [];
  const photos: KeptPhoto[] = [];
  const intents: IntentRow[] = [];
  for (const { record, binary, isSent } of kept) {
    if (record.kind === 'change') {
      const change = Change.safeParse(record.change);
      if (change.success && (await verifyChange(change.data))) {
        changes.push(change.data);
        if (!isSent) unsent += 1;
      } else damaged += 1;
    } else if (record.kind === 'photo') {
      const photo = await photoOf(record.row, binary);
      if (photo === null) damaged += 1;
      else photos.push(photo);
    } else if (record.kind === 'intent') {
      const intent = Intent.safeParse(record.row);
      if (intent.success) intents.push(intent.data);
      else damaged += 1;
    } else if (record.kind === 'instrument') {
      const row = InstrumentKept.safeParse(record.row);
      if (row.success) await keepInstrument(store, row.data.hash, row.data.instrument);
    } else if (record.kind === 'kept') {
      await putIfAbsent(store, record.row);
    }
  }
  const visits = new Set([...changes.map(({ content }) => content.visit), ...photos.map(({ row }) => row.visit)]);
  for (const visit of visits) await restoreVisit(store, visit, changes, photos, how);
  for (const intent of intents) await restoreIntent(store, intent);
  for (const visit of visits) await refreshLine(store, visit);
  return { changes: unsent, photos: photos.length, damaged };
}

async function restoreVisit(
  store: VisitStore,
  visit: VisitId,
  changes: readonly Change[],
  photos: readonly KeptPhoto[],
  how: { readonly unlessOvertaken: boolean },
): Promise<void> {
  const own = inSendingOrder(changes.filter(({ content }) => content.visit === visit));
  await commitChanges(store, { visit, changes: own, takesBackSubmit: false, startsVisit: true, ...how });
  for (const photo of photos.filter(({ row }) => row.visit === visit))
    await commitChanges(store, { visit, changes: [], photo, takesBackSubmit: false });
  const registers = own.map(({ content }) => content.register);
  store.events.emit({ kind: 'visit', visit, registers, log: false });
}

async function photoOf(row: unknown, binary: Uint8Array): Promise<KeptPhoto | null> {
  const parsed = PhotoRow.safeParse(row);
  if (!parsed.success) return null;
  const { visit, sha256, keptAt } = parsed.data;
  const bytes = binary.slice().buffer;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== sha256) return null;
  return photoRows(visit, { bytes, sha256, mime: 'image/jpeg', width: 0, height: 0 }, keptAt);
}

async function restoreIntent(store: VisitStore, intent: IntentRow): Promise<void> {
  const known = await store.db.read(['intents'], (tx) => tx.objectStore('intents').getKey(intent.visit));
  if (known === undefined) await putIntent(store, intent);
}

async function putIfAbsent(store: VisitStore, row: KeptRow): Promise<void> {
  await store.db.write(['kept'], async (tx) => {
    if ((await tx.objectStore('kept').getKey(row.key)) === undefined) await tx.objectStore('kept').put(row);
  });
}
