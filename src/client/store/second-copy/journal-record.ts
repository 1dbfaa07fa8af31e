import type { Change } from '#domain/change/change.ts';
import type { VisitId } from '#domain/ids.ts';
import type { EvidenceRow, InstrumentRow, IntentRow, KeptRow } from '../rows.ts';

/** What the journal keeps, in the order of writing. Its bytes, for a photo, lie beside it in the frame. */
export type JournalRecord =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'photo'; readonly row: EvidenceRow }
  | { readonly kind: 'intent'; readonly row: IntentRow }
  | { readonly kind: 'intent-gone'; readonly visit: VisitId }
  | { readonly kind: 'instrument'; readonly row: InstrumentRow }
  | { readonly kind: 'kept'; readonly row: KeptRow }
  /** The server has them; or nothing of them may stay (`forgotten`). Keys as `keyOf` gives them. */
  | { readonly kind: 'sent' | 'forgotten'; readonly keys: readonly string[] };

export interface NewRecord {
  readonly record: JournalRecord;
  readonly binary?: ArrayBuffer | undefined;
}

export const changeKey = (id: string): string => `change/${id}`;
export const photoKey = (visit: string, sha256: string): string => `photo/${visit}/${sha256}`;
export const intentKey = (visit: string): string => `intent/${visit}`;
export const instrumentKey = (hash: string): string => `instrument/${hash}`;
export const keptKey = (key: string): string => `kept/${key}`;

/** Null for a record that is about others. */
export function keyOf(record: JournalRecord): string | null {
  switch (record.kind) {
    case 'change':
      return changeKey(record.change.id);
    case 'photo':
      return photoKey(record.row.visit, record.row.sha256);
    case 'intent':
      return intentKey(record.row.visit);
    case 'instrument':
      return instrumentKey(record.row.hash);
    case 'kept':
      return keptKey(record.row.key);
    default:
      return null;
  }
}

/** What is kept to be read again without a network, not to be sent. */
export function isSurroundings(record: JournalRecord): boolean {
  return record.kind === 'instrument' || record.kind === 'kept';
}

/** What may be written again under the same key, with another value. */
export function isReplaceable(record: JournalRecord): boolean {
  return record.kind === 'intent' || record.kind === 'kept';
}
