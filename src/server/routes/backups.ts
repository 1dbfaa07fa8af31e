import { Hono } from 'hono';
import * as z from 'zod/mini';
import { backupLimits } from '#protocol/backup/header.ts';
import { type BackupList, type BackupPlace, backupPartBytes, Enrolment } from '#protocol/backups.ts';
import { Problem } from '#protocol/problems.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { enrol } from '../backups/enrol.ts';
import { incomingFile, writePart } from '../backups/incoming.ts';
import { takeBackup } from '../backups/take-backup.ts';
import { withUndecided } from '../backups/with-undecided.ts';
import { findBackup, listBackups } from '../db/backups.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson, readOctets } from '../http/read-json.ts';

const listed = 100;
const BackupId = z.uuid().check(z.lowercase());

export function backupsRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const signedIn = requireSession(deps.db);

  app.post('/api/replicas', signedIn, async (c) =>
    c.json(await enrol(deps, c.get('signedIn'), await readJson(c, Enrolment))),
  );

  app.get('/api/backups', signedIn, async (c) => {
    const { organisation, person, roles } = c.get('signedIn');
    const seesAll = roles.includes('supervisor') || roles.includes('administrator');
    const backups = await withUndecided(
      deps.db,
      organisation,
      await listBackups(deps.db, organisation, seesAll ? null : person, listed),
    );
    return c.json({ kind: 'backups', backups: [...backups] } satisfies BackupList);
  });

  app.post('/api/backups/:backup/parts', signedIn, async (c) => {
    const [bearer, id] = [c.get('signedIn'), backupOf(c.req.param('backup'))];
    const [at, of] = [numberOf(c.req.query('at')), numberOf(c.req.query('of'))];
    if (of > backupLimits.fileBytes)
      throw new Problem('tooLarge', { detail: `The limit is ${backupLimits.fileBytes} bytes.` });
    const file = incomingFile(deps.uploadFolder, bearer, id);
    const bytes = await readOctets(c, backupPartBytes);
    if (at + bytes.length > of) throw new Problem('malformed', { detail: 'More bytes than were announced.' });
    const isHandedIn = (await findBackup(deps.db, bearer, id)) !== null;
    const offset = isHandedIn ? of : await writePart(file, at, bytes);
    return c.json({ kind: 'backupPlace', offset, isHandedIn } satisfies BackupPlace);
  });

  app.post('/api/backups/:backup', signedIn, async (c) =>
    c.json(await takeBackup(deps, c.get('signedIn'), backupOf(c.req.param('backup')))),
  );

  return app;
}

function backupOf(text: string | undefined): string {
  const id = BackupId.safeParse(text);
  if (!id.success) throw new Problem('notFound');
  return id.data;
}

function numberOf(text: string | undefined): number {
  if (text === undefined || !/^\d{1,12}$/.test(text))
    throw new Problem('malformed', { detail: 'Say at= and of= in bytes.' });
  return Number(text);
}
