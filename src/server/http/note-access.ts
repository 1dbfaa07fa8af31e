import { createMiddleware } from 'hono/factory';
import type { PersonId } from '#domain/ids.ts';
import { clientAddress } from '../auth/client-address.ts';
import type { SignedInEnv } from '../auth/require-session.ts';
import { insertAccess } from '../db/access-log.ts';
import type { Account } from '../db/accounts.ts';
import type { ServerDeps } from '../deps.ts';
import { type NotedRoute, notedRouteOf } from './noted-routes.ts';

interface NotedEnv {
  Variables: Partial<SignedInEnv['Variables']> & { opened?: Account };
}

/** Notes in the access log what was done, once it was. What cannot be noted is logged: the deed itself is done by then. */
export function noteAccess({ db, trustProxy, log }: Pick<ServerDeps, 'db' | 'trustProxy' | 'log'>) {
  return createMiddleware<NotedEnv>(async (c, next) => {
    await next();
    const noted = c.res.status < 400 ? notedRouteOf(c.req.method, c.req.path) : null;
    const actor = c.get('signedIn') ?? c.get('opened');
    if (noted === null || actor === undefined || !isWorthNoting(noted.route, actor, c.req.query('after'))) return;
    const { organisation, person } = actor;
    const address = noted.route.isSignIn ? clientAddress(c, { trustProxy }).slice(0, 100) : null;
    const access = { organisation, person, action: noted.route.action, subject: noted.subject, address };
    try {
      await insertAccess(db, access);
    } catch (error) {
      log({ level: 'error', message: `An access could not be noted: ${access.action}.`, error });
    }
  });
}

/** A tablet follows its own visits by itself. Whoever opens one of others reads its log from the beginning. */
function isWorthNoting(
  { action }: NotedRoute,
  { roles }: { roles: Account['roles']; person: PersonId },
  after?: string,
) {
  if (action !== 'visitOpened') return true;
  return (after === undefined || after === '0') && roles.some((role) => role !== 'assessor');
}
