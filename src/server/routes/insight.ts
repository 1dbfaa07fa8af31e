import { Hono } from 'hono';
import type * as z from 'zod/mini';
import { InsightQuery, RankingQuery } from '#protocol/insight.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { issuesOf } from '../http/read-json.ts';
import { malformed } from '../insight/choose-scope.ts';
import { insightOverview } from '../insight/overview.ts';
import { insightParts } from '../insight/parts.ts';
import { insightRanking } from '../insight/ranking.ts';
import { insightTrend } from '../insight/trend.ts';

const pageSize = 100;
const largestPage = 1000;

/** What sealed results say together. Everything is the asker's own organisation's. */
export function insightRoutes({ db, summaries }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const guards = [requireSession(db), requireRole('supervisor', 'administrator')] as const;

  app.get('/api/insight', ...guards, async (c) => {
    const { organisation } = c.get('signedIn');
    const query = read(InsightQuery, c.req.query());
    await summaries.refreshStale(organisation);
    return c.json(await insightOverview(db, organisation, query));
  });

  app.get('/api/insight/ranking', ...guards, async (c) => {
    const query = read(RankingQuery, c.req.query());
    const page = {
      of: query.of ?? 'units',
      after: wholeNumber('after', query.after) ?? 0,
      limit: Math.min(wholeNumber('limit', query.limit) ?? pageSize, largestPage) || pageSize,
    } as const;
    return c.json(await insightRanking(db, c.get('signedIn').organisation, query, page));
  });

  app.get('/api/insight/parts', ...guards, async (c) =>
    c.json(await insightParts(db, c.get('signedIn').organisation, read(InsightQuery, c.req.query()))),
  );

  app.get('/api/insight/trend', ...guards, async (c) =>
    c.json(await insightTrend(db, c.get('signedIn').organisation, read(InsightQuery, c.req.query()))),
  );

  return app;
}

function read<S extends z.ZodMiniType>(schema: S, query: unknown): z.output<S> {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw new Problem('malformed', { issues: issuesOf(parsed.error) });
  return parsed.data;
}

function wholeNumber(path: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,7}$/.test(text)) throw malformed(path, 'A whole number.');
  return Number(text);
}
