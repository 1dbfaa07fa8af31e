import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { ImprovementStatus, statusAfter } from '#domain/follow-up/improvement.ts';
import { OfficeId, VisitId } from '#domain/ids.ts';
import {
  type ImprovementDetail,
  ImprovementEdit,
  type ImprovementList,
  ImprovementStepRequest,
} from '#protocol/follow-up.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import {
  appendStep,
  editImprovement,
  findImprovement,
  type ImprovementFilter,
  insertImprovements,
  listImprovements,
  listSteps,
  lockImprovement,
} from '../db/improvements.ts';
import type { ServerDeps } from '../deps.ts';
import { describeImprovements } from '../follow-up/describe-improvements.ts';
import { findImprovements } from '../follow-up/find-improvements.ts';
import { issuesOf, readJson } from '../http/read-json.ts';
import { requireReader, visitOf } from '../visits/visit-access.ts';

/** What offices are to mend, from the approved visit to the verified repair. */
export function improvementsRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const session = requireSession(db);
  const deskOnly = requireRole('supervisor', 'administrator');

  app.post('/api/visits/:visit/improvements', session, deskOnly, async (c) => {
    const signedIn = c.get('signedIn');
    const { organisation, person } = signedIn;
    const visit = visitOf(c.req.param('visit'));
    await requireReader(db, signedIn, visit);
    const { found, ...from } = await findImprovements(db, organisation, visit);
    await db.transaction(async (tx) => {
      const improvements = await insertImprovements(tx, organisation, from, found);
      await appendStep(tx, organisation, { improvements, action: 'make', note: '', person, status: null });
    });
    const all = await listImprovements(db, organisation, { office: null, visit, statuses: [], visitedBy: null });
    return c.json({
      kind: 'improvements',
      improvements: [...(await describeImprovements(db, all))],
    } satisfies ImprovementList);
  });

  app.get('/api/improvements', session, async (c) => {
    const { organisation, person, roles } = c.get('signedIn');
    const isAtDesk = roles.some((role) => role !== 'assessor');
    const found = await listImprovements(db, organisation, { ...filterOf(c), visitedBy: isAtDesk ? null : person });
    return c.json({
      kind: 'improvements',
      improvements: [...(await describeImprovements(db, found))],
    } satisfies ImprovementList);
  });

  app.get('/api/improvements/:improvement', session, deskOnly, async (c) => {
    const { organisation } = c.get('signedIn');
    const stored = await findImprovement(db, organisation, idOf(c));
    const [improvement] = stored === null ? [] : await describeImprovements(db, [stored]);
    if (improvement === undefined) throw new Problem('notFound');
    const steps = await listSteps(db, organisation, improvement.id);
    return c.json({
      kind: 'improvement',
      improvement,
      steps: steps.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
    } satisfies ImprovementDetail);
  });

  app.patch('/api/improvements/:improvement', session, deskOnly, async (c) => {
    const edit = await readJson(c, ImprovementEdit);
    const { organisation, person } = c.get('signedIn');
    const id = idOf(c);
    await db.transaction(async (tx) => {
      if ((await lockImprovement(tx, organisation, id)) === null) throw new Problem('notFound');
      await editImprovement(tx, organisation, id, edit);
      const note = [edit.owner, edit.dueOn].filter(Boolean).join(', ');
      await appendStep(tx, organisation, { improvements: [id], action: 'edit', note, person, status: null });
    });
    return c.json({ kind: 'done' });
  });

  app.post('/api/improvements/:improvement/steps', session, deskOnly, async (c) => {
    const { action, seen, note } = await readJson(c, ImprovementStepRequest);
    const { organisation, person } = c.get('signedIn');
    const id = idOf(c);
    await db.transaction(async (tx) => {
      const current = await lockImprovement(tx, organisation, id);
      if (current === null) throw new Problem('notFound');
      if (current !== seen) throw new Problem('changedSinceYouLooked');
      const status = statusAfter(current, action);
      if (status === null) throw new Problem('wrongStatus');
      await appendStep(tx, organisation, { improvements: [id], action, note, person, status });
    });
    return c.json({ kind: 'done' });
  });

  return app;
}

function idOf(c: Context): string {
  const id = z.uuid().safeParse(c.req.param('improvement'));
  if (!id.success) throw new Problem('notFound');
  return id.data;
}

function filterOf(c: Context): Omit<ImprovementFilter, 'visitedBy'> {
  const asked = z
    .object({
      office: z.nullable(OfficeId),
      visit: z.nullable(VisitId),
      statuses: z.array(ImprovementStatus),
    })
    .safeParse({
      office: c.req.query('office') || null,
      visit: c.req.query('visit') || null,
      statuses: c.req.query('status')?.split(',').filter(Boolean) ?? [],
    });
  if (!asked.success) throw new Problem('malformed', { issues: issuesOf(asked.error) });
  return asked.data;
}
