import type { RouteDescription } from './route-description.ts';
import { accountRouteTable } from './table-accounts.ts';
import { backupRouteTable } from './table-backups.ts';
import { campaignRouteTable } from './table-campaigns.ts';
import { documentRouteTable } from './table-document.ts';
import { improvementRouteTable } from './table-improvements.ts';
import { insightRouteTable } from './table-insight.ts';
import { invitationRouteTable } from './table-invitations.ts';
import { secondFactorRouteTable } from './table-second-factor.ts';
import { visitRouteTable } from './table-visits.ts';

/**
 * Every address of the server outside the app's own files. The API document is made from it, and a test holds it against what
 * is mounted: a route without a row, or a row without a route, fails.
 */
export const routeTable: readonly RouteDescription[] = [
  ...accountRouteTable,
  ...campaignRouteTable,
  ...improvementRouteTable,
  ...invitationRouteTable,
  ...secondFactorRouteTable,
  ...visitRouteTable,
  ...insightRouteTable,
  ...backupRouteTable,
  ...documentRouteTable,
];
