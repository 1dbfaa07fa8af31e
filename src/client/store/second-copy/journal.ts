import { type Frame, frameOf, readFrames } from './frames.ts';
import type { JournalFile, JournalFiles } from './journal-files.ts';
import {
  intentKey,
  isReplaceable,
  isSurroundings,
  type JournalRecord,
  keyOf,
  type NewRecord,
} from './journal-record.ts';

/** More than this of what is not needed any more, and the file is written anew without it. */
const wasteBytes = 4 * 1024 * 1024;
/** So long one's own sent changes stay, so that a lost database can be worked on without a network. */
const keepSentMs = 14 * 24 * 3600 * 1000;

interface Entry {
  readonly file: string;
  readonly bytes: number;
  isSent: boolean;
  /** It was here when the journal was opened: not the trace of a write that is under way. */
  readonly isFromBefore: boolean;
}

export interface Kept {
  readonly record: JournalRecord;
  readonly binary: Uint8Array;
}

export interface KeptEntry extends Kept {
  readonly isSent: boolean;
}

export interface JournalState {
  /** Of the unsent `isFromBefore` says that it was here when the journal was opened. */
  readonly unsent: readonly { readonly key: string; readonly isFromBefore: boolean }[];
  readonly others: readonly string[];
  readonly damagedBytes: number;
}

/**
 * The second copy of what the server does not have yet, apart from IndexedDB. Each open journal appends to a file of its own; a
 * file that nobody has open is gone on with behind its last whole frame, which is what LevelDB fails to do.
 */
export class Journal {
  readonly #files: JournalFiles;
  readonly #newName: () => string;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  #own: { readonly name: string; readonly file: JournalFile };
  #end = 0;
  readonly #forgotten = new Set<string>();
  #wasted = 0;
  #damagedBytes = 0;

  private constructor(
    files: JournalFiles,
    newName: () => string,
    now: () => number,
    own: { name: string; file: JournalFile },
  ) {
    this.#files = files;
    this.#newName = newName;
    this.#now = now;
    this.#own = own;
  }

  static async open(files: JournalFiles, newName: () => string, now: () => number): Promise<Journal> {
    const names = [...(await files.names())].sort();
    const opened: { name: string; file: JournalFile }[] = [];
    const others: string[] = [];
    for (const name of names) {
      const file = await files.open(name);
      if (file === null) others.push(name);
      else opened.push({ name, file });
    }
    const own = opened.pop() ?? (await newFile(files, newName()));
    const journal = new Journal(files, newName, now, own);
    for (const name of others) journal.#take(name, readFrames(await files.peek(name)));
    for (const { name, file } of opened) {
      journal.#take(name, readFrames(file.read()));
      file.close();
    }
    const read = readFrames(own.file.read());
    journal.#take(own.name, read);
    if (own.file.size() > read.end) {
      own.file.truncate(read.end);
      own.file.flush();
    }
    journal.#end = read.end;
    for (const key of journal.#forgotten) journal.#drop(key);
    await journal.#gather(opened.map(({ name }) => name));
    // A kill between forgetting and writing anew leaves what was to be forgotten in the file.
    if (journal.#forgotten.size > 0) await journal.#rewrite();
    return journal;
  }

  get state(): JournalState {
    const unsent = [...this.#entries].flatMap(([key, { isSent, isFromBefore }]) =>
      isSent ? [] : [{ key, isFromBefore }],
    );
    const others = [...this.#entries].flatMap(([key, { isSent }]) => (isSent ? [key] : []));
    return { unsent, others, damagedBytes: this.#damagedBytes };
  }

  /** On the disk when it returns. What is here already is not written twice. */
  append(records: readonly NewRecord[]): void {
    const fresh = records.filter(({ record }) => {
      const key = keyOf(record);
      return key === null || isReplaceable(record) || !this.#entries.has(key);
    });
    if (fresh.length === 0) return;
    const frames = fresh.map(({ record, binary }) =>
      frameOf(JSON.stringify(record), binary === undefined ? undefined : new Uint8Array(binary)),
    );
    const bytes = joined(frames);
    this.#own.file.write(bytes, this.#end);
    this.#own.file.flush();
    this.#end += bytes.length;
    for (const [at, { record }] of fresh.entries()) this.#note(this.#own.name, record, frames[at]?.length ?? 0, false);
  }

  /** The server has these. */
  async markSent(keys: readonly string[]): Promise<void> {
    const known = keys.filter((key) => this.#entries.get(key)?.isSent === false);
    if (known.length > 0) this.append([{ record: { kind: 'sent', keys: known } }]);
    if (this.#wasted > wasteBytes) await this.#rewrite();
  }

  /** Nothing of these may stay. */
  async forget(keys: readonly string[]): Promise<void> {
    const known = keys.filter((key) => this.#entries.has(key));
    if (known.length === 0) return;
    this.append([{ record: { kind: 'forgotten', keys: known } }]);
    await this.#rewrite();
  }

  /** Everything kept, sent or not; photos only while they are not sent. */
  async read(): Promise<readonly KeptEntry[]> {
    const found = new Map<string, KeptEntry>();
    for (const name of await this.#files.names()) {
      for (const frame of readFrames(await this.#bytesOf(name)).frames) {
        const kept = keptIn(frame);
        const key = kept && keyOf(kept.record);
        const entry = key === null ? undefined : this.#entries.get(key);
        if (kept !== null && key !== null && entry?.file === name) found.set(key, { ...kept, isSent: entry.isSent });
      }
    }
    return [...found.values()];
  }

  close(): void {
    this.#own.file.close();
  }

  async #bytesOf(name: string): Promise<Uint8Array> {
    return name === this.#own.name ? this.#own.file.read() : await this.#files.peek(name);
  }

  #take(name: string, { frames, damagedBytes }: { frames: readonly Frame[]; damagedBytes: number }): void {
    this.#damagedBytes += damagedBytes;
    for (const frame of frames) {
      const kept = keptIn(frame);
      if (kept === null) this.#damagedBytes += frame.end - frame.at;
      else this.#note(name, kept.record, frame.end - frame.at, true);
    }
  }

  #note(file: string, record: JournalRecord, bytes: number, isFromBefore: boolean): void {
    const key = keyOf(record);
    if (key !== null) {
      const before = this.#entries.get(key);
      if (before !== undefined) this.#wasted += before.bytes;
      this.#entries.set(key, { file, bytes, isSent: isSurroundings(record), isFromBefore });
      return;
    }
    this.#wasted += bytes;
    if (record.kind === 'intent-gone') this.#drop(intentKey(record.visit));
    else if (record.kind === 'forgotten') for (const each of record.keys) this.#forgets(each);
    else if (record.kind === 'sent') for (const each of record.keys) this.#sent(each);
  }

  #sent(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    if (key.startsWith('change/')) entry.isSent = true;
    else this.#drop(key);
  }

  /** Also what another tab's file, read later, has of it. */
  #forgets(key: string): void {
    this.#forgotten.add(key);
    this.#drop(key);
  }

  #drop(key: string): void {
    this.#wasted += this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }

  /** Brings what lies in files that nobody has open into the own one. A kill in between leaves both, which is harmless. */
  async #gather(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const wanted = [...readFrames(await this.#files.peek(name)).frames].flatMap((frame) => {
        const kept = keptIn(frame);
        const key = kept && keyOf(kept.record);
        return kept !== null && key !== null && this.#entries.get(key)?.file === name ? [{ key, frame, kept }] : [];
      });
      this.#copy(
        this.#own.name,
        wanted.map(({ kept }) => kept),
      );
      await this.#files.remove(name);
    }
  }

  #copy(name: string, kept: readonly Kept[]): void {
    const frames: Uint8Array[] = [];
    const sent: string[] = [];
    for (const { record, binary } of kept) {
      const frame = frameOf(JSON.stringify(record), binary);
      const key = keyOf(record);
      const entry = key === null ? undefined : this.#entries.get(key);
      if (key === null || entry === undefined) continue;
      this.#entries.set(key, { ...entry, file: name, bytes: frame.length });
      frames.push(frame);
      if (entry.isSent && record.kind === 'change') sent.push(key);
    }
    if (sent.length > 0) frames.push(frameOf(JSON.stringify({ kind: 'sent', keys: sent } satisfies JournalRecord)));
    if (frames.length === 0) return;
    const bytes = joined(frames);
    this.#own.file.write(bytes, this.#end);
    this.#own.file.flush();
    this.#end += bytes.length;
  }

  /** A new file with what is needed, then the old one goes. */
  async #rewrite(): Promise<void> {
    const old = this.#own;
    const oldest = this.#now() - keepSentMs;
    const wanted = readFrames(old.file.read()).frames.flatMap((frame) => {
      const kept = keptIn(frame);
      const key = kept && keyOf(kept.record);
      const entry = key === null ? undefined : this.#entries.get(key);
      if (kept === null || key === null || entry?.file !== old.name) return [];
      if (kept.record.kind === 'change' && entry.isSent && Date.parse(kept.record.change.content.at) < oldest) {
        this.#entries.delete(key);
        return [];
      }
      return [kept];
    });
    this.#own = await newFile(this.#files, this.#newName());
    this.#end = 0;
    this.#wasted = 0;
    this.#copy(this.#own.name, lastOfEach(wanted));
    old.file.close();
    await this.#files.remove(old.name);
  }
}

async function newFile(files: JournalFiles, name: string): Promise<{ name: string; file: JournalFile }> {
  const file = await files.open(name);
  if (file === null) throw new Error('A new file of the journal is held by somebody else.');
  return { name, file };
}

function keptIn(frame: Frame): Kept | null {
  try {
    return { record: JSON.parse(frame.json), binary: frame.binary };
  } catch {
    return null;
  }
}

function lastOfEach(kept: readonly Kept[]): readonly Kept[] {
  return [...new Map(kept.map((each) => [keyOf(each.record), each])).values()];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
