import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { VisitId } from '#domain/ids.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';

/** Proxies cut a connection that is silent for a minute. */
const heartbeatMs = 25_000;
/** With a comment as large as a block: proxies that pass nothing on before they have one pass this on. */
const ready = `event: ready\ndata: {}\nretry: 3000\n: ${' '.repeat(4096)}\n\n`;
/** A stream ends after this and the browser opens another: session and roles are then looked at anew. */
const longestMs = 10 * 60_000;

/** Server-sent events: `poke` says that a visit moved (or, without one, that something may have). The feed says what. */
export function pokesRoutes({ db, pokes }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.get('/api/pokes', requireSession(db), (c) => {
    const { organisation, person, roles } = c.get('signedIn');
    const seesEveryVisit = roles.includes('supervisor') || roles.includes('administrator');
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const mailbox = new Mailbox();
      const leave = pokes.listen({ organisation, person, seesEveryVisit, poke: (visit) => mailbox.put(visit) });
      stream.onAbort(() => mailbox.close());
      const end = setTimeout(() => mailbox.close(), longestMs);
      try {
        await stream.write(ready);
        for (let visits = await mailbox.take(heartbeatMs); visits !== null; visits = await mailbox.take(heartbeatMs)) {
          // An event rather than a comment: who listens hears it, and so notices a proxy that keeps the stream to itself.
          if (visits.length === 0) await stream.writeSSE({ event: 'still', data: '{}' });
          for (const visit of visits)
            await stream.writeSSE({ event: 'poke', data: JSON.stringify(visit === null ? {} : { visit }) });
        }
      } finally {
        clearTimeout(end);
        leave();
      }
    });
  });
  return app;
}

/** Pokes that wait for a slow reader; the same visit waits once. */
class Mailbox {
  readonly #waiting = new Set<VisitId | null>();
  #isClosed = false;
  #wake: () => void = () => undefined;

  put(visit: VisitId | null): void {
    this.#waiting.add(visit);
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** Empty when nothing came in time, null when closed. */
  async take(timeoutMs: number): Promise<readonly (VisitId | null)[] | null> {
    if (this.#waiting.size === 0 && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#isClosed) return null;
    const taken = [...this.#waiting];
    this.#waiting.clear();
    return taken;
  }
}
