import { Hono } from 'hono';
import type * as z from 'zod/mini';
import { OrganisationSettings } from '#protocol/account.ts';
import type { DirectoryWithKey } from '#protocol/backups.ts';
import type { WithScheduled } from '#protocol/planning.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { listAccounts } from '../db/accounts.ts';
import { listScheduled } from '../db/campaigns.ts';
import { listInstitutions, listOffices } from '../db/directory.ts';
import { listInstruments } from '../db/instruments.ts';
import { findSettings, saveSettings } from '../db/organisation-settings.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';

export function directoryRoutes({ db, backupKeys }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/directory', requireSession(db), async (c) => {
    const { organisation, person } = c.get('signedIn');
    const [institutions, offices, accounts, instruments, backupKey, settings, scheduled] = await Promise.all([
      listInstitutions(db, organisation),
      listOffices(db, organisation),
      listAccounts(db, organisation),
      listInstruments(db),
      backupKeys.current(organisation),
      findSettings(db, organisation),
      listScheduled(db, organisation, person),
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
      keptCopyDays: settings.keptCopyDays,
      backupKey,
      scheduled: [...scheduled],
    } satisfies DirectoryWithKey & z.infer<typeof WithScheduled>);
  });

  app.patch('/api/organisation', requireSession(db), requireRole('administrator'), async (c) => {
    const settings = await readJson(c, OrganisationSettings);
    await saveSettings(db, c.get('signedIn').organisation, settings);
    return c.json({ kind: 'done' });
  });

  return app;
}
