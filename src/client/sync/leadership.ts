import type { EngineContext } from './engine-ports.ts';

/** Between two questions whether the leader is still there, and how long its answer may take. */
const askMs = 30_000;
const answerMs = 10_000;
/** So many questions in a row without an answer, and the lead is taken over. */
const missesAllowed = 3;

type Message = 'there?' | 'here';

/**
 * One tab leads: the one that gets the lock. A tab that the browser has frozen keeps its lock and does nothing with it, so the others
 * ask now and then, and one of them takes the lead when nobody answers. What the old one still has under way when it wakes does no
 * harm: its signal is aborted, it sends nothing more, and whatever it wrote is written once.
 */
export class Leadership {
  readonly #context: EngineContext;
  readonly #lead: (signal: AbortSignal) => Promise<void>;
  readonly #channel: BroadcastChannel;
  readonly #ended: Promise<void>;
  #isLeader = false;
  #misses = 0;
  #steals: (() => void) | null = null;
  #hasLed: () => void = () => {};
  /** Resolves when this tab leads for the first time. */
  readonly led: Promise<void>;

  constructor(context: EngineContext, lead: (signal: AbortSignal) => Promise<void>) {
    this.#context = context;
    this.#lead = lead;
    this.led = new Promise((resolve) => {
      this.#hasLed = resolve;
    });
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
    this.#ask();
    this.#ended = this.#run().finally(() => this.#channel.close());
  }

  get isLeader(): boolean {
    return this.#isLeader;
  }

  /** Somebody leads, in this tab or another. */
  isLed(): Promise<boolean> {
    return this.#context.locks.isHeld(this.#name);
  }

  /** After the context's signal was aborted. */
  ended(): Promise<void> {
    return this.#ended;
  }

  get #name(): string {
    return `${this.#context.store.db.name}/leader`;
  }

  async #run(): Promise<void> {
    const { signal } = this.#context;
    while (!signal.aborted) {
      const overtaken = new AbortController();
      const leading = AbortSignal.any([signal, overtaken.signal]);
      try {
        await this.#hold(leading);
      } catch (error) {
        // The lock was taken away, or the wait for it ended because this tab takes it away itself or is closed.
        if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
      } finally {
        this.#isLeader = false;
        overtaken.abort(new DOMException('Another tab leads.', 'AbortError'));
      }
    }
  }

  async #hold(leading: AbortSignal): Promise<void> {
    const { locks, signal } = this.#context;
    const waiting = new AbortController();
    const mayLead = new Promise<void>((resolve) => {
      this.#steals = resolve;
    });
    const work = async (): Promise<void> => {
      this.#steals = null;
      this.#isLeader = true;
      this.#hasLed();
      await this.#lead(leading);
    };
    const held = locks.hold(this.#name, AbortSignal.any([signal, waiting.signal]), work);
    const isTaking = await Promise.race([mayLead.then(() => true), held.then(() => false)]);
    if (!isTaking || this.#isLeader) return await held;
    waiting.abort(new DOMException('The lock is taken instead.', 'AbortError'));
    await held.catch(() => {});
    // The frozen tab may hold this one too; nobody waits for it behind a tab that does nothing.
    await locks.steal(`${this.#context.store.db.name}/sealer`, async () => {});
    await locks.steal(this.#name, work);
  }

  #hear(message: Message): void {
    if (message === 'here') this.#misses = 0;
    else if (this.#isLeader) this.#channel.postMessage('here' satisfies Message);
  }

  #ask(): void {
    const { signal, timer } = this.#context;
    timer(askMs, () => {
      if (signal.aborted) return;
      if (this.#isLeader) return this.#ask();
      this.#misses += 1;
      this.#channel.postMessage('there?' satisfies Message);
      timer(answerMs, () => {
        if (signal.aborted) return;
        if (this.#misses >= missesAllowed) {
          this.#misses = 0;
          this.#steals?.();
        }
        this.#ask();
      });
    });
  }
}
