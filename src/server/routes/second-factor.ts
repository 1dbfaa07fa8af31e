import { Hono } from 'hono';
import { PersonId } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import {
  type RecoveryCodes,
  SecondFactorConfirmation,
  SecondFactorRequest,
  type SecondFactorSecret,
  type SecondFactorState,
} from '#protocol/second-factor.ts';
import { checkOwnPassword } from '../auth/check-own-password.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { beginFor, confirmFor } from '../auth/second-factor.ts';
import { deleteSecondFactor, findSecondFactor } from '../db/second-factors.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';

/** One's own second step: begun, confirmed by a code, ended by the password. An administrator ends that of who lost the device. */
export function secondFactorRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const { db, clock } = deps;

  app.get('/api/session/second-factor', requireSession(db), async (c) => {
    const { organisation, person } = c.get('signedIn');
    const stored = await findSecondFactor(db, organisation, person);
    return c.json({
      kind: 'second-factor',
      since: stored?.confirmedAt?.toISOString() ?? null,
      recoveryCodesLeft: stored?.recoveryCodesLeft ?? 0,
    } satisfies SecondFactorState);
  });

  app.post('/api/session/second-factor', requireSession(db), async (c) => {
    const { password } = await readJson(c, SecondFactorRequest);
    const signedIn = c.get('signedIn');
    await checkOwnPassword(c, deps, signedIn, password);
    c.header('cache-control', 'no-store');
    return c.json({
      kind: 'second-factor-secret',
      ...(await beginFor(db, signedIn)),
    } satisfies SecondFactorSecret);
  });

  app.post('/api/session/second-factor/confirm', requireSession(db), async (c) => {
    const { code } = await readJson(c, SecondFactorConfirmation);
    const codes = await db.transaction((tx) => confirmFor(tx, c.get('signedIn'), code, clock()));
    c.header('cache-control', 'no-store');
    return c.json({ kind: 'recovery-codes', codes: [...codes] } satisfies RecoveryCodes);
  });

  app.post('/api/session/second-factor/end', requireSession(db), async (c) => {
    const { password } = await readJson(c, SecondFactorRequest);
    const signedIn = c.get('signedIn');
    await checkOwnPassword(c, deps, signedIn, password);
    await deleteSecondFactor(db, signedIn.organisation, signedIn.person);
    return c.json({ kind: 'done' });
  });

  app.delete('/api/people/:person/second-factor', requireSession(db), requireRole('administrator'), async (c) => {
    const person = PersonId.safeParse(c.req.param('person'));
    const isEnded = person.success && (await deleteSecondFactor(db, c.get('signedIn').organisation, person.data));
    if (!isEnded) throw new Problem('notFound', { detail: 'Nobody with this id signs in in two steps.' });
    return c.json({ kind: 'done' });
  });

  return app;
}
