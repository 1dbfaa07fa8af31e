import type { AccessAction } from '#protocol/access-log.ts';

export interface NotedRoute {
  readonly method: string;
  readonly path: string;
  readonly action: AccessAction;
  /** With the address it came from. */
  readonly isSignIn?: true;
}

/** Whose success is noted in the access log. What is written into a visit is in the visit's own log. */
export const notedRoutes: readonly NotedRoute[] = [
  { method: 'POST', path: '/api/session', action: 'signIn', isSignIn: true },
  { method: 'POST', path: '/api/setup', action: 'signIn', isSignIn: true },
  { method: 'DELETE', path: '/api/session', action: 'signOut' },
  { method: 'PATCH', path: '/api/session/password', action: 'passwordChanged' },
  { method: 'DELETE', path: '/api/sessions/:session', action: 'sessionEnded' },
  { method: 'POST', path: '/api/session/second-factor/confirm', action: 'secondFactorOn' },
  { method: 'POST', path: '/api/session/second-factor/end', action: 'secondFactorOff' },
  { method: 'DELETE', path: '/api/people/:person/second-factor', action: 'secondFactorEnded' },
  { method: 'POST', path: '/api/people/:person/invitations', action: 'invitationMade' },
  { method: 'POST', path: '/api/invitations/accept', action: 'invitationUsed', isSignIn: true },
  { method: 'POST', path: '/api/people', action: 'personAdded' },
  { method: 'PATCH', path: '/api/people/:person', action: 'personChanged' },
  { method: 'POST', path: '/api/offices', action: 'officeAdded' },
  { method: 'PATCH', path: '/api/offices/:office', action: 'officeChanged' },
  { method: 'POST', path: '/api/institutions', action: 'institutionAdded' },
  { method: 'PATCH', path: '/api/organisation', action: 'settingsChanged' },
  { method: 'PUT', path: '/api/letterhead', action: 'settingsChanged' },
  { method: 'GET', path: '/api/visits/:visit/log', action: 'visitOpened' },
  { method: 'GET', path: '/api/visits/:visit/report', action: 'reportTaken' },
  { method: 'POST', path: '/api/backups/:backup', action: 'backupTaken' },
];

/** Split once: every request of the API is held against them. */
const wantedParts = notedRoutes.map((route) => ({ route, wanted: route.path.split('/') }));

/** The route that a request is noted by, and the id that its address names. */
export function notedRouteOf(
  method: string,
  path: string,
): { readonly route: NotedRoute; readonly subject: string | null } | null {
  const parts = path.split('/');
  const found = wantedParts.find(
    ({ route, wanted }) =>
      route.method === method &&
      wanted.length === parts.length &&
      wanted.every((part, at) => part.startsWith(':') || part === parts[at]),
  );
  if (found === undefined) return null;
  return { route: found.route, subject: parts[found.wanted.findIndex((part) => part.startsWith(':'))] ?? null };
}
