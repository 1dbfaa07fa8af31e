import { Hono } from 'hono';
import * as z from 'zod/mini';
import { Instant, VisitId } from '#domain/ids.ts';
import { Status } from '#domain/visit/status.ts';
import { type DeskPage, DeskQuery } from '#protocol/desk.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { countDeskLines, type DeskFilter, type DeskPosition, listDeskLines } from '../db/desk.ts';
import type { ServerDeps } from '../deps.ts';
import { issuesOf } from '../http/read-json.ts';

const pageSize = 50;
const largestPage = 200;

export function deskRoutes({ db, summaries }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/desk', requireSession(db), requireRole('supervisor', 'administrator'), async (c) => {
    const parsed = DeskQuery.safeParse(c.req.query());
    if (!parsed.success) throw new Problem('malformed', { issues: issuesOf(parsed.error) });
    const query = parsed.data;
    const { organisation } = c.get('signedIn');
    const filter = filterOf(query);
    const limit = limitOf(query.limit);
    await summaries.refreshStale(organisation);
    const [lines, total] = await Promise.all([
      listDeskLines(db, organisation, filter, { after: positionOf(query.after), limit: limit + 1 }),
      countDeskLines(db, organisation, filter),
    ]);
    const page = lines.slice(0, limit);
    const last = lines.length > limit ? page.at(-1) : undefined;
    const next = last === undefined ? null : `${last.changedAt}_${last.visit}`;
    return c.json({ kind: 'desk', lines: page, next, total } satisfies DeskPage);
  });

  return app;
}

function filterOf(query: z.infer<typeof DeskQuery>): DeskFilter {
  const statuses = z.array(Status).safeParse(query.status?.split(',').filter(Boolean) ?? []);
  if (!statuses.success) throw malformed('status', `One or more of ${Status.options.join(', ')}, with commas between.`);
  return {
    statuses: statuses.data,
    office: query.office || null,
    instrument: query.instrument || null,
    words: (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    flag: query.flag ?? null,
  };
}

function limitOf(asked: string | undefined): number {
  if (asked === undefined) return pageSize;
  if (!/^[1-9]\d{0,5}$/.test(asked)) throw malformed('limit', 'A whole number from 1.');
  return Math.min(Number(asked), largestPage);
}

function positionOf(after: string | undefined): DeskPosition | null {
  if (after === undefined) return null;
  const [at, visit] = after.split('_');
  const position = z.object({ changedAt: Instant, visit: VisitId }).safeParse({ changedAt: at, visit });
  if (!position.success) throw malformed('after', 'The `next` of the page before.');
  return position.data;
}

function malformed(path: string, message: string): Problem {
  return new Problem('malformed', { issues: [{ path, message }] });
}
