import { Hono } from 'hono';
import { type LetterheadAnswer, LetterheadEdit } from '#protocol/letterhead.ts';
import { inspectLogo } from '#protocol/logo.ts';
import { Problem } from '#protocol/problems.ts';
import type { Letterhead } from '#report/report-input.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { findLetterhead, saveLetterhead } from '../db/letterhead.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';

const maxBytes = 192 * 1024;

export function letterheadRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/letterhead', requireSession(db), async (c) => {
    const found = await findLetterhead(db, c.get('signedIn').organisation);
    const letterhead = found && { ...found, lines: [...found.lines] };
    return c.json({ kind: 'letterhead', letterhead } satisfies LetterheadAnswer);
  });

  app.put('/api/letterhead', requireSession(db), requireRole('administrator'), async (c) => {
    const { name, lines, logo } = await readJson(c, LetterheadEdit, { maxBytes });
    const letterhead = { name, lines, logo: logo === null ? null : inspected(logo) };
    await saveLetterhead(db, c.get('signedIn').organisation, letterhead);
    return c.json({ kind: 'done' });
  });

  return app;
}

/** One picture that the PDF cannot hold would cost every report of the organisation. */
function inspected(base64: string): NonNullable<Letterhead['logo']> {
  const found = inspectLogo(Buffer.from(base64, 'base64'));
  if (found.kind === 'fault') throw new Problem('malformed', { issues: [{ path: 'logo', message: found.fault }] });
  return { mime: found.mime, base64 };
}
