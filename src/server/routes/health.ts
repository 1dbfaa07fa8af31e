import { Hono } from 'hono';
import { Problem } from '#protocol/problems.ts';
import type { ServerDeps } from '../deps.ts';

/** `/healthz`: the process answers. `/readyz`: it can also use its database. */
export function healthRoutes({ db, identity }: ServerDeps): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ kind: 'health', isAlive: true }, 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', async (c) => {
    await db.query('SELECT 1').catch((error: unknown) => {
      throw error instanceof Problem ? error : new Problem('serverBusy', { detail: 'The database does not answer.' });
    });
    return c.json({ kind: 'health', isReady: true, epoch: identity.epoch }, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
