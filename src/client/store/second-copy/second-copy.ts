import type { Change } from '#domain/change/change.ts';
import type { KeptPhoto } from '../rows.ts';
import type { JournalState, KeptEntry } from './journal.ts';
import { changeKey, type NewRecord } from './journal-record.ts';

/** The journal as the page sees it: what it was asked is on the disk when it resolves. */
export interface JournalClient {
  append(records: readonly NewRecord[]): Promise<void>;
  state(): Promise<JournalState>;
  read(): Promise<readonly KeptEntry[]>;
  markSent(keys: readonly string[]): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A copy of what is not sent, kept apart from IndexedDB. */
export class SecondCopy {
  readonly journal: JournalClient;

  constructor(journal: JournalClient) {
    this.journal = journal;
  }

  async keepCommit(commit: {
    readonly changes: readonly Change[];
    readonly photo?: KeptPhoto | undefined;
  }): Promise<void> {
    const { changes, photo } = commit;
    const records: NewRecord[] = changes.map((change) => ({ record: { kind: 'change', change } }));
    if (photo !== undefined) {
      const binary = await new Blob(photo.chunks.map(({ data }) => data)).arrayBuffer();
      records.push({ record: { kind: 'photo', row: photo.row }, binary });
    }
    await this.journal.append(records);
  }

  async forgetChanges(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.journal.forget(ids.map(changeKey));
  }
}
