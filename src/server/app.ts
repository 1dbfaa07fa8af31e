import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { Problem } from '#protocol/problems.ts';
import type { ServerDeps } from './deps.ts';
import { asProblem, problemResponse } from './http/problem-response.ts';
import { checkProtocol } from './http/protocol-version.ts';
import { refuseCrossSite } from './http/same-site.ts';
import { requireSecureTransport } from './http/secure-transport.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveApp } from './http/serve-app.ts';
import { healthRoutes } from './routes/health.ts';

/**
 * The server as one function from request to response. Each file under `routes` names its own addresses in full and is mounted
 * here in one line.
 */
export function createServerApp(deps: ServerDeps): Hono {
  const app = new Hono();
  app.onError((error) => problemResponse(asProblem(error, deps.log)));
  app.notFound((c) => serveApp(c, deps.staticFiles));
  app.use(securityHeaders);
  app.use(requireSecureTransport(deps));
  app.use('/api/*', refuseCrossSite, checkProtocol, methodNotAllowed({ app, onMethodNotAllowed }));

  app.route('/', healthRoutes(deps));

  return app;
}

function onMethodNotAllowed(_: unknown, methods: readonly string[]): Response {
  const response = problemResponse(new Problem('methodNotAllowed', { detail: `It takes ${methods.join(', ')}.` }));
  response.headers.set('allow', methods.join(', '));
  return response;
}
