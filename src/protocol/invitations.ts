import * as z from 'zod/mini';
import { Instant } from '#domain/ids.ts';
import { Password } from './account.ts';
import { SecondFactorCode } from './second-factor.ts';

/** 32 random bytes in base64url. It stands behind the `#` of the link, so that no server and no log sees it with an address. */
const InvitationToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

/** Administrator: `POST /api/people/:person/invitations`. The token is told this once; links made before for this person end. */
export const Invitation = z.looseObject({ kind: z.literal('invitation'), token: InvitationToken, expiresAt: Instant });
export type Invitation = z.infer<typeof Invitation>;

/** `POST /api/invitations/look`: for whom a link is, before a password is chosen. */
export const InvitationLook = z.looseObject({ token: InvitationToken });
export const InvitedPerson = z.looseObject({
  kind: z.literal('invited'),
  name: z.string(),
  userName: z.string(),
  organisation: z.string(),
  expiresAt: Instant,
});
export type InvitedPerson = z.infer<typeof InvitedPerson>;

/** `POST /api/invitations/accept`: sets the password, ends the link and every session of the person, and signs in. */
export const InvitationAcceptance = z.looseObject({
  token: InvitationToken,
  password: Password,
  /** Of the second step, where the person has one. */
  code: z.optional(SecondFactorCode),
  device: z.optional(z.string().check(z.maxLength(200))),
});
export type InvitationAcceptance = z.infer<typeof InvitationAcceptance>;
