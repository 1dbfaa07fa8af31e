import { Hono } from 'hono';
import { DemoRequest, SetupRequest } from '#protocol/account.ts';
import { clientAddress } from '../auth/client-address.ts';
import { readSetupState, setUpOrganisation } from '../auth/set-up.ts';
import { openSession, signIn } from '../auth/sign-in.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { openedReply } from './session.ts';

/** Open to everyone, but only while there is no organisation. */
export function setupRoutes(deps: ServerDeps): Hono {
  const app = new Hono();
  const { db } = deps;

  app.get('/api/setup', async (c) => c.json(await readSetupState(db)));

  app.post('/api/setup', async (c) => {
    const account = await setUpOrganisation(db, await readJson(c, SetupRequest));
    return c.json(openedReply(c, await openSession(db, account, '')), 201);
  });

  app.post('/api/setup/demo', async (c) => {
    const { password } = await readJson(c, DemoRequest);
    await seedDemo(deps, { password });
    return c.json(openedReply(c, await signIn(db, { userName: 'admin', password }, clientAddress(c, deps))), 201);
  });

  return app;
}
