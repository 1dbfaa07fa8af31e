import { unsentPhotos } from '#client/store/photos-to-send.ts';
import type { EvidenceRow } from '#client/store/rows.ts';
import { readHold } from '#client/store/upload-settings.ts';
import type { EngineContext } from './engine-ports.ts';
import { isOfThisPhoto, sendPhoto } from './send-photo.ts';

/** More at once do not make a slow line faster, and each wants memory. */
const lanes = 3;

/**
 * Sends the photos the server does not hold, small ones first, a few at a time. After each of them `meanwhile` runs: an answer must not wait
 * for a hundred pictures. A photo that fails by itself holds up no other; a line that fails, or a person who pauses, ends it for now.
 */
export async function sendPhotos(context: EngineContext, meanwhile: () => Promise<void>): Promise<void> {
  if ((await readHold(context.store)) !== 'nothing') return;
  await new PhotoRun(context, meanwhile, inTurn(context, await unsentPhotos(context.store))).run();
}

/** Photos whose last attempt failed in this page come last: the others need not wait to see whether it does so again. */
const failedBefore = new WeakMap<object, Set<string>>();

function inTurn({ store }: EngineContext, photos: readonly EvidenceRow[]): readonly EvidenceRow[] {
  const failed = failedBefore.get(store);
  if (failed === undefined) return photos;
  return photos.toSorted((a, b) => Number(failed.has(a.sha256)) - Number(failed.has(b.sha256)) || a.bytes - b.bytes);
}

class PhotoRun {
  readonly #context: EngineContext;
  readonly #meanwhile: () => Promise<void>;
  readonly #queue: EvidenceRow[];
  readonly #totalBytes: number;
  readonly #sentBytes = new Map<string, number>();
  readonly #stop = new AbortController();
  #turn: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | null = null;

  constructor(context: EngineContext, meanwhile: () => Promise<void>, photos: readonly EvidenceRow[]) {
    this.#context = context;
    this.#meanwhile = meanwhile;
    this.#queue = [...photos];
    this.#totalBytes = photos.reduce((sum, photo) => sum + photo.bytes, 0);
  }

  async run(): Promise<void> {
    const { store, signal } = this.#context;
    const end = (): void => this.#stop.abort();
    if (signal.aborted) return;
    signal.addEventListener('abort', end);
    const unfollow = store.events.on((event) => {
      if (event.kind === 'outbox') void this.#stopIfHeld();
    });
    try {
      await Promise.all(Array.from({ length: lanes }, () => this.#lane()));
    } finally {
      signal.removeEventListener('abort', end);
      unfollow();
    }
    if (this.#failure !== null) throw this.#failure.error;
  }

  async #stopIfHeld(): Promise<void> {
    const hold = await readHold(this.#context.store).catch(() => 'nothing' as const);
    if (hold !== 'nothing') this.#stop.abort();
  }

  async #lane(): Promise<void> {
    for (let photo = this.#next(); photo !== undefined; photo = this.#next()) {
      await this.#send(photo);
      if (this.#stop.signal.aborted || this.#queue.length === 0) continue;
      // One after another, whichever lane it is.
      this.#turn = this.#turn.then(() => (this.#stop.signal.aborted ? undefined : this.#meanwhile()));
      await this.#turn.catch((error: unknown) => this.#fail(error));
    }
  }

  #next(): EvidenceRow | undefined {
    return this.#stop.signal.aborted ? undefined : this.#queue.shift();
  }

  async #send(photo: EvidenceRow): Promise<void> {
    const { store } = this.#context;
    const report = (sent: number): void => this.#report(photo, sent);
    report(0);
    try {
      await sendPhoto(this.#context, photo, { report, signal: this.#stop.signal });
      failedBefore.get(store)?.delete(photo.sha256);
    } catch (error) {
      // It was we who stopped it.
      if (this.#stop.signal.aborted) return;
      const failed = failedBefore.get(store) ?? new Set();
      failedBefore.set(store, failed.add(photo.sha256));
      if (isOfThisPhoto(error)) this.#failure ??= { error };
      else this.#fail(error);
    }
    report(photo.bytes);
  }

  #fail(error: unknown): void {
    if (!this.#stop.signal.aborted) this.#failure = { error };
    this.#stop.abort();
  }

  #report(photo: EvidenceRow, sent: number): void {
    this.#sentBytes.set(`${photo.visit}/${photo.sha256}`, sent);
    const doneBytes = [...this.#sentBytes.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.#context.reports.activity({ kind: 'sending', what: 'photos', doneBytes, totalBytes: this.#totalBytes });
  }
}
