import { Hono } from 'hono';
import { InstitutionId, OfficeId, type OrganisationId } from '#domain/ids.ts';
import { NewInstitution, NewOffice, OfficeEdit, type RegencyList } from '#protocol/account.ts';
import type { Institution } from '#protocol/directory.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { Queryable } from '../db/database.ts';
import { hasInstitution, insertInstitution, insertOffice, updateOffice } from '../db/directory.ts';
import type { ServerDeps } from '../deps.ts';
import { placeOffice } from '../directory/place-office.ts';
import { findRegencies, findRegency } from '../directory/regencies.ts';
import { readJson } from '../http/read-json.ts';

const mostRegencies = 50;

export function officesRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const gate = [requireSession(db), requireRole('administrator')] as const;

  app.get('/api/regencies', requireSession(db), async (c) => {
    const regencies = await findRegencies((c.req.query('search') ?? '').slice(0, 200), mostRegencies);
    return c.json({ kind: 'regencies', regencies: regencies.map((regency) => ({ ...regency })) } satisfies RegencyList);
  });

  app.post('/api/institutions', ...gate, async (c) => {
    const request = await readJson(c, NewInstitution);
    return c.json(await addInstitution(db, c.get('signedIn').organisation, request), 201);
  });

  app.post('/api/offices', ...gate, async (c) => {
    const request = await readJson(c, NewOffice);
    const { organisation } = c.get('signedIn');
    const office = await db.transaction(async (tx) =>
      insertOffice(tx, organisation, await placeOffice(tx, organisation, OfficeId.parse(crypto.randomUUID()), request)),
    );
    return c.json(office, 201);
  });

  app.patch('/api/offices/:office', ...gate, async (c) => {
    const edit = await readJson(c, OfficeEdit);
    const { organisation } = c.get('signedIn');
    const id = OfficeId.safeParse(c.req.param('office'));
    if (!id.success) throw new Problem('notFound');
    if (edit.institution !== undefined && !(await hasInstitution(db, organisation, edit.institution))) {
      throw new Problem('malformed', { issues: [{ path: 'institution', message: 'There is no such institution.' }] });
    }
    const office = await updateOffice(db, organisation, id.data, edit);
    if (office === null) throw new Problem('notFound');
    return c.json(office);
  });

  return app;
}

async function addInstitution(
  db: Queryable,
  organisation: OrganisationId,
  request: NewInstitution,
): Promise<Institution> {
  if (request.regency !== undefined && (await findRegency(request.regency)) === null) {
    throw new Problem('malformed', { issues: [{ path: 'regency', message: 'There is no regency of this code.' }] });
  }
  const added = await insertInstitution(db, organisation, {
    id: InstitutionId.parse(crypto.randomUUID()),
    name: request.name,
    regency: request.regency ?? null,
  });
  if (added === null) throw new Problem('nameTaken', { detail: 'There is an institution of that name or regency.' });
  return added;
}
