import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { readVerificationCode } from '#domain/visit/verification-code.ts';
import { Problem } from '#protocol/problems.ts';
import type { ServerDeps } from '../deps.ts';
import { type Answer, type PageLanguage, verificationPage } from '../verification/verification-page.ts';
import { verifyResult } from '../verification/verify-result.ts';

/** Checking a report on paper, by anyone: no session, published results only, nobody's name. */
export function verificationRoutes(deps: Pick<ServerDeps, 'db' | 'identity'>): Hono {
  const app = new Hono();
  const style = readFile(new URL('../verification/verification.css', import.meta.url), 'utf8');
  // Whoever asks for it gets the failure; until then nobody is to be told.
  style.catch(() => undefined);

  app.get('/api/verification/:code', async (c) => {
    const code = readVerificationCode(c.req.param('code'));
    const verification = code === null ? null : await verifyResult(deps, code);
    if (verification === null) throw new Problem('notFound');
    c.header('cache-control', 'no-store');
    return c.json(verification);
  });

  app.get('/verify/style.css', async (c) => c.body(await style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/verify', async (c) => page(c, await answerTo(deps, c.req.query('code') ?? null)));
  app.get('/verify/:code', async (c) => page(c, await answerTo(deps, c.req.param('code'))));

  return app;
}

async function answerTo(deps: Pick<ServerDeps, 'db' | 'identity'>, text: string | null): Promise<Answer> {
  const typed = text?.slice(0, 60).trim() ?? '';
  if (typed === '') return null;
  const code = readVerificationCode(typed);
  if (code === null) return { typed, found: 'notACode' };
  return { typed, found: (await verifyResult(deps, code)) ?? 'unknown' };
}

function page(c: Context, answer: Answer): Response | Promise<Response> {
  const found = answer?.found;
  c.header('cache-control', 'no-store');
  return c.html(verificationPage(answer, languageOf(c)), found === 'unknown' || found === 'notACode' ? 404 : 200);
}

/** Indonesian, unless the link or the browser's first language says otherwise. */
function languageOf(c: Context): PageLanguage {
  const asked = c.req.query('lang');
  if (asked === 'id' || asked === 'en') return asked;
  return /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'id';
}
