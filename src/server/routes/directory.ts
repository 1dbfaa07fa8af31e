import { Hono } from 'hono';
import type { Directory } from '#protocol/directory.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { listAccounts } from '../db/accounts.ts';
import { listInstitutions, listOffices } from '../db/directory.ts';
import { listInstruments } from '../db/instruments.ts';
import type { ServerDeps } from '../deps.ts';

export function directoryRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/directory', requireSession(db), async (c) => {
    const { organisation } = c.get('signedIn');
    const [institutions, offices, accounts, instruments] = await Promise.all([
      listInstitutions(db, organisation),
      listOffices(db, organisation),
      listAccounts(db, organisation),
      listInstruments(db),
    ]);
    return c.json({
      kind: 'directory',
      institutions: [...institutions],
      offices: [...offices],
      people: accounts.map(({ person, name, roles, isActive }) => ({ id: person, name, roles, isActive })),
      instruments: instruments.map(({ id, version, hash, title, shortTitle }) => ({
        id,
        version,
        hash,
        title,
        shortTitle,
      })),
    } satisfies Directory);
  });

  return app;
}
