import { Hono } from 'hono';
import { Day } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { disputeStatistics, type Period } from '../visits/statistics.ts';

const dayMs = 86_400_000;
/** The west of Indonesia, where most offices are. A day more or less at the edge of a period decides nothing. */
const offset = '+07:00';
const usualDays = 90;
const mostDays = 366;

export function statisticsRoutes({ db, clock }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.get('/api/desk/statistics', requireSession(db), requireRole('supervisor', 'administrator'), async (c) => {
    const period = periodOf(c.req.query('from'), c.req.query('to'), clock());
    return c.json(await disputeStatistics(db, c.get('signedIn').organisation, period));
  });
  return app;
}

function periodOf(from: string | undefined, to: string | undefined, now: Date): Period {
  const toDay = day('to', to) ?? dayOf(now);
  const fromDay = day('from', from) ?? dayOf(new Date(startOf(toDay).getTime() - (usualDays - 1) * dayMs));
  const [start, end] = [startOf(fromDay), new Date(startOf(toDay).getTime() + dayMs)];
  const days = (end.getTime() - start.getTime()) / dayMs;
  if (days < 1) throw malformed('to', 'Not before `from`.');
  if (days > mostDays) throw malformed('from', `At most ${mostDays} days.`);
  return { fromDay, toDay, from: start, to: end };
}

function day(path: string, text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  const parsed = Day.safeParse(text);
  if (!parsed.success) throw malformed(path, 'A day, YYYY-MM-DD.');
  return parsed.data;
}

function startOf(of: string): Date {
  return new Date(`${of}T00:00:00${offset}`);
}

function dayOf(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

function malformed(path: string, message: string): Problem {
  return new Problem('malformed', { issues: [{ path, message }] });
}
