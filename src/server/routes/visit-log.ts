import { Hono } from 'hono';
import { type PackedLogPage, packLines } from '#protocol/packed-log.ts';
import { Problem } from '#protocol/problems.ts';
import type { LogPage } from '#protocol/sync.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { findHeads } from '../db/healing.ts';
import { findLines } from '../db/visit-log.ts';
import { findVisit } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { signHead } from '../visits/healing/signed-head.ts';
import { requireReader, visitOf } from '../visits/visit-access.ts';

const largestPage = 500;
const maxPageBytes = 1024 * 1024;

export function visitLogRoutes({ db, identity }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.get('/api/visits/:visit/log', requireSession(db), async (c) => {
    const { organisation } = c.get('signedIn');
    const visit = visitOf(c.req.param('visit'));
    const after = wholeNumber('after', c.req.query('after') ?? '0');
    const limit = Math.min(largestPage, Math.max(1, wholeNumber('limit', c.req.query('limit') ?? `${largestPage}`)));
    const signedIn = c.get('signedIn');
    await requireReader(db, signedIn, visit);
    const row = await findVisit(db, organisation, visit);
    if (row === null) throw new Problem('notFound');
    const lines = await findLines(db, organisation, visit, { after, limit, maxBytes: maxPageBytes });
    const last = lines.at(-1)?.seq;
    // The visit may have moved between the two statements; a page never claims less than it holds.
    const seq = Math.max(row.seq, last ?? 0);
    const hasMore = (last ?? after) < seq;
    const page = { kind: 'log', epoch: identity.epoch, visit, seq, items: [...lines], hasMore } satisfies LogPage;
    const end = last ?? after;
    const heads = await findHeads(db, organisation, visit, [after, end]);
    const [before, head] = [heads.get(after), heads.get(end)];
    // Behind the newest line there is no head to name: whoever asks knows of a line that this log does not have.
    if (before === undefined || head === undefined) return c.json(page);
    const signed = signHead(identity, { organisation, visit }, end, head);
    const packed = c.req.query('form') === 'packed' ? packLines(lines) : null;
    if (packed === null) return c.json({ ...page, before, head: signed } satisfies LogPage);
    const { items: _items, ...rest } = page;
    return c.json({ ...rest, ...packed, kind: 'packed-log', before, head: signed } satisfies PackedLogPage);
  });
  return app;
}

function wholeNumber(path: string, text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new Problem('malformed', { issues: [{ path, message: 'A whole number from 0.' }] });
  return Number(text);
}
