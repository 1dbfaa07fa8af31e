import * as z from 'zod/mini';
import { Instant, PersonId } from '#domain/ids.ts';

/** What is noted of accesses. A client meets newer ones than it knows: it shows their names. */
export const accessActions = [
  'signIn',
  'signInRefused',
  'signOut',
  'passwordChanged',
  'sessionEnded',
  'secondFactorOn',
  'secondFactorOff',
  'secondFactorEnded',
  'invitationMade',
  'invitationUsed',
  'personAdded',
  'personChanged',
  'officeAdded',
  'officeChanged',
  'institutionAdded',
  'settingsChanged',
  'visitOpened',
  'reportTaken',
  'backupTaken',
] as const;
export type AccessAction = (typeof accessActions)[number];

export const AccessLine = z.looseObject({
  id: z.int(),
  at: Instant,
  person: PersonId,
  /** The person's name as it is now. */
  name: z.nullable(z.string()),
  action: z.string(),
  /** Id of the person, office, visit or backup it was done to. */
  subject: z.nullable(z.uuid()),
  /** The name of that person or office. */
  about: z.nullable(z.string()),
  /** Where a sign-in came from. */
  address: z.nullable(z.string()),
});
export type AccessLine = z.infer<typeof AccessLine>;

/** Administrator: `GET /api/access-log?before=ID`: a hundred at a time, the newest first. */
export const AccessQuery = z.looseObject({ before: z.optional(z.string()) });
export const AccessPage = z.looseObject({
  kind: z.literal('access-log'),
  lines: z.array(AccessLine),
  hasMore: z.boolean(),
});
export type AccessPage = z.infer<typeof AccessPage>;
