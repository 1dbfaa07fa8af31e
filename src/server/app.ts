import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { Problem } from '#protocol/problems.ts';
import type { ServerDeps } from './deps.ts';
import { compressJson } from './http/compress-json.ts';
import { noteAccess } from './http/note-access.ts';
import { asProblem, problemResponse } from './http/problem-response.ts';
import { checkProtocol } from './http/protocol-version.ts';
import { refuseCrossSite } from './http/same-site.ts';
import { requireSecureTransport } from './http/secure-transport.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveApp } from './http/serve-app.ts';
import { accessLogRoutes } from './routes/access-log.ts';
import { anchorsRoutes } from './routes/anchors.ts';
import { backupsRoutes } from './routes/backups.ts';
import { campaignsRoutes } from './routes/campaigns.ts';
import { commandsRoutes } from './routes/commands.ts';
import { decisionsRoutes } from './routes/decisions.ts';
import { deskRoutes } from './routes/desk.ts';
import { directoryRoutes } from './routes/directory.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { feedRoutes } from './routes/feed.ts';
import { healingRoutes } from './routes/healing.ts';
import { healthRoutes } from './routes/health.ts';
import { improvementsRoutes } from './routes/improvements.ts';
import { insightRoutes } from './routes/insight.ts';
import { instrumentsRoutes } from './routes/instruments.ts';
import { invitationsRoutes } from './routes/invitations.ts';
import { letterheadRoutes } from './routes/letterhead.ts';
import { mergingRoutes } from './routes/merging.ts';
import { offerRoutes } from './routes/offer.ts';
import { officesRoutes } from './routes/offices.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { peopleRoutes } from './routes/people.ts';
import { pokesRoutes } from './routes/pokes.ts';
import { pushRoutes } from './routes/push.ts';
import { redactionsRoutes } from './routes/redactions.ts';
import { reportRoutes } from './routes/report.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { sessionRoutes } from './routes/session.ts';
import { sessionsRoutes } from './routes/sessions.ts';
import { setupRoutes } from './routes/setup.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { verificationRoutes } from './routes/verification.ts';
import { visitLogRoutes } from './routes/visit-log.ts';

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
  app.use('/api/*', compressJson, refuseCrossSite, checkProtocol, methodNotAllowed({ app, onMethodNotAllowed }));

  app.use('/api/*', noteAccess(deps));

  app.route('/', accessLogRoutes(deps));
  app.route('/', anchorsRoutes(deps));
  app.route('/', backupsRoutes(deps));
  app.route('/', campaignsRoutes(deps));
  app.route('/', commandsRoutes(deps));
  app.route('/', decisionsRoutes(deps));
  app.route('/', deskRoutes(deps));
  app.route('/', directoryRoutes(deps));
  app.route('/', evidenceRoutes(deps));
  app.route('/', feedRoutes(deps));
  app.route('/', healingRoutes(deps));
  app.route('/', healthRoutes(deps));
  app.route('/', insightRoutes(deps));
  app.route('/', improvementsRoutes(deps));
  app.route('/', instrumentsRoutes(deps));
  app.route('/', invitationsRoutes(deps));
  app.route('/', letterheadRoutes(deps));
  app.route('/', mergingRoutes(deps));
  app.route('/', offerRoutes(deps));
  app.route('/', officesRoutes(deps));
  app.route('/', openApiRoutes());
  app.route('/', peopleRoutes(deps));
  app.route('/', pokesRoutes(deps));
  app.route('/', pushRoutes(deps));
  app.route('/', redactionsRoutes(deps));
  app.route('/', reportRoutes(deps));
  app.route('/', secondFactorRoutes(deps));
  app.route('/', sessionRoutes(deps));
  app.route('/', sessionsRoutes(deps));
  app.route('/', setupRoutes(deps));
  app.route('/', verificationRoutes(deps));
  app.route('/', statisticsRoutes(deps));
  app.route('/', visitLogRoutes(deps));

  return app;
}

function onMethodNotAllowed(_: unknown, methods: readonly string[]): Response {
  const response = problemResponse(new Problem('methodNotAllowed', { detail: `It takes ${methods.join(', ')}.` }));
  response.headers.set('allow', methods.join(', '));
  return response;
}
