import { reportFault } from '#client/platform/report-fault.ts';
import { feedPlace } from '#client/store/feed.ts';
import { LogContradiction } from '#client/store/log-lines.ts';
import { mendLines } from '#client/store/refresh-lines.ts';
import { noteContradiction } from '#client/store/server-notice.ts';
import type { Epoch } from '#domain/ids.ts';
import { backoffMs, setbackOf } from './backoff.ts';
import { sendCarried } from './backup/send-carried.ts';
import type { EngineContext } from './engine-ports.ts';
import { enrolReplica } from './enrol.ts';
import { OtherEpoch } from './epoch.ts';
import { fetchDirectory } from './fetch-instrument.ts';
import { fetchVisits } from './fetch-visits.ts';
import { healServer } from './heal.ts';
import { lookAfterCopies } from './look-after-copies.ts';
import { sendChanges } from './send-changes.ts';
import { sendPhotos } from './send-photos.ts';
import { sendSubmits } from './send-submits.ts';

/** Between two looks when nothing pokes. */
const restMs = 60_000;
/** Taps come in runs: one round for several. */
const gatherMs = 400;

type Wake = 'timer' | 'nudge' | 'now';

/**
 * The one that sends and fetches, in one tab at a time. A round goes through everything; what fails is tried again later and
 * nothing is lost by it, because only a receipt takes something out of the outbox.
 */
export class Engine {
  readonly #context: EngineContext;
  #failures = 0;
  #isNudged = false;
  #isAskedNow = false;
  #isWaitingForServer = false;
  #wake: ((why: Wake) => void) | null = null;
  readonly #asked = new Set<() => void>();

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Rounds until the signal says stop. */
  async run(): Promise<void> {
    const { signal, connectivity, listenForPokes } = this.#context;
    const stops = [connectivity.onChange(() => this.#now()), listenForPokes(() => this.nudge())];
    const stop = (): void => this.#wake?.('now');
    signal.addEventListener('abort', stop);
    try {
      // Also without a network.
      await mendLines(this.#context.store).catch(reportFault);
      while (!signal.aborted) {
        this.#isNudged = false;
        this.#isAskedNow = false;
        const asked = [...this.#asked];
        const waitMs = await this.#round(asked.length > 0);
        for (const resolve of asked) {
          this.#asked.delete(resolve);
          resolve();
        }
        if (!signal.aborted) await this.#rest(waitMs);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      for (const stopListening of stops) stopListening();
      for (const resolve of this.#asked) resolve();
      this.#asked.clear();
    }
  }

  /** Something moved, here or there. A server that asked for patience is still given it. */
  nudge(): void {
    this.#isNudged = true;
    if (!this.#isWaitingForServer) this.#wake?.('nudge');
  }

  /** A person asked: no waiting. Resolves when a round that began after this has ended. */
  async syncNow(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#asked.add(resolve);
      this.#now();
    });
  }

  #now(): void {
    this.#isAskedNow = true;
    this.#wake?.('now');
  }

  /** One round; gives the wait until the next. */
  async #round(isAsked: boolean): Promise<number> {
    const { reports, connectivity, store, random } = this.#context;
    try {
      await this.#sendAndFetch(isAsked);
      this.#failures = 0;
      this.#isWaitingForServer = false;
      reports.network('online');
      reports.activity({ kind: 'idle' });
      return restMs * (0.75 + random() / 2);
    } catch (error) {
      if (this.#context.signal.aborted) return 0;
      const setback = setbackOf(error);
      if (setback.kind === 'signIn') {
        reports.network('online');
        reports.activity({ kind: 'signInNeeded' });
        return restMs * 5;
      }
      if (setback.kind === 'fault') reportFault(setback.error);
      this.#failures += 1;
      this.#isWaitingForServer = true;
      const waitMs = backoffMs(this.#failures, random, setback.kind === 'wait' ? setback.retryAfterMs : null);
      const isOffline = !connectivity.isOnline();
      reports.network(
        isOffline
          ? 'offline'
          : setback.kind === 'wait' && setback.because === 'unreachable'
            ? 'server-unreachable'
            : 'online',
      );
      const because = isOffline ? 'offline' : setback.kind === 'wait' ? setback.because : 'serverBusy';
      reports.activity({ kind: 'waiting', retryAt: new Date(store.clock().getTime() + waitMs).toISOString(), because });
      return waitMs;
    }
  }

  async #sendAndFetch(isAsked: boolean): Promise<void> {
    const context = this.#context;
    const answers = async (): Promise<void> => {
      await sendChanges(context);
      await sendSubmits(context);
    };
    try {
      await answers();
      // Before a visit can be begun: what is written from now on without a network can be proven to be this person's.
      await enrolReplica(context);
      // Names of offices and people come first: a visit without them would look as if nothing had been chosen.
      await fetchDirectory(context, isAsked);
      await fetchVisits(context);
      await sendPhotos(context, async () => {
        await answers();
        if (this.#isNudged) {
          this.#isNudged = false;
          await fetchVisits(context);
        }
      });
      await sendCarried(context);
      await lookAfterCopies(context);
    } catch (error) {
      await healServer(context, await epochAfter(context.store, error));
      this.#isAskedNow = true;
    }
  }

  /** Until the time is over, or something wakes it. */
  async #rest(ms: number): Promise<void> {
    if (this.#isAskedNow) return;
    const waitMs = this.#isNudged && !this.#isWaitingForServer ? gatherMs : ms;
    const why = await this.#sleep(waitMs);
    if (why === 'nudge') await this.#sleep(gatherMs);
  }

  #sleep(ms: number): Promise<Wake> {
    return new Promise((resolve) => {
      const cancel = this.#context.timer(ms, () => done('timer'));
      const done = (why: Wake): void => {
        cancel();
        this.#wake = null;
        resolve(why);
      };
      this.#wake = (why) => {
        // While gathering after a nudge, further nudges change nothing.
        if (why === 'nudge' && ms === gatherMs) return;
        done(why);
      };
    });
  }
}

/**
 * The epoch to heal for. A log that contradicts itself under the same one went back without telling: it is noted, and healed like any
 * other.
 */
async function epochAfter(store: EngineContext['store'], error: unknown): Promise<Epoch> {
  if (error instanceof OtherEpoch) return error.epoch;
  const { epoch } = await feedPlace(store);
  if (!(error instanceof LogContradiction) || epoch === null) throw error;
  await noteContradiction(store, error.visit, error.seq);
  return epoch;
}
