import type { NewRecord } from './journal-record.ts';

/** What the page asks of the worker that holds the journal. */
export type JournalCall =
  | { readonly kind: 'open'; readonly folder: string }
  | { readonly kind: 'append'; readonly records: readonly NewRecord[] }
  | { readonly kind: 'state' }
  | { readonly kind: 'read' }
  | { readonly kind: 'markSent' | 'forget'; readonly keys: readonly string[] }
  | { readonly kind: 'close' };

export type JournalReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };
