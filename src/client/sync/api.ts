import type * as z from 'zod/mini';
import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import type { InstrumentHash, VisitId } from '#domain/ids.ts';
import { Instrument } from '#domain/instrument/instrument.ts';
import {
  type DemoRequest,
  Done,
  type PasswordChange,
  type SetupRequest,
  SetupState,
  type SignInRequest,
} from '#protocol/account.ts';
import type { ReportQuery } from '#protocol/desk.ts';
import { Directory } from '#protocol/directory.ts';
import { type InvitationAcceptance, InvitedPerson } from '#protocol/invitations.ts';
import { RecoveryCodes, SecondFactorSecret, SecondFactorState } from '#protocol/second-factor.ts';
import { Session } from '#protocol/session.ts';
import { ask, queryOf } from './ask.ts';
import { type Transport, Unreachable } from './transport.ts';

/*
 * What the server is asked before and beside the syncing of visits. Every function resolves with a parsed reply or rejects
 * with a `Problem` (the server said why) or `Unreachable` (nobody who can be believed answered).
 */

export function signIn(transport: Transport, request: z.infer<typeof SignInRequest>): Promise<Session> {
  return ask(transport, Session, { method: 'POST', path: '/api/session', body: request });
}

/** For whom a one-time link is. */
export function lookAtInvitation(transport: Transport, token: string): Promise<InvitedPerson> {
  return ask(transport, InvitedPerson, { method: 'POST', path: '/api/invitations/look', body: { token } });
}

/** Chooses the password by a one-time link, and signs in. */
export function acceptInvitation(transport: Transport, acceptance: InvitationAcceptance): Promise<Session> {
  return ask(transport, Session, { method: 'POST', path: '/api/invitations/accept', body: acceptance });
}

/** Ends the session on the server. What is kept on the device stays. */
export async function signOut(transport: Transport): Promise<void> {
  await ask(transport, Done, { method: 'DELETE', path: '/api/session' });
}

/** Changes one's own password; other sessions of the person end. A wrong current one is `wrongCredentials`. */
export async function changePassword(transport: Transport, change: z.infer<typeof PasswordChange>): Promise<void> {
  await ask(transport, Done, { method: 'PATCH', path: '/api/session/password', body: change });
}

export function secondFactor(transport: Transport): Promise<SecondFactorState> {
  return ask(transport, SecondFactorState, { method: 'GET', path: secondFactorPath });
}

const secondFactorPath = '/api/session/second-factor';

/** A new secret; it counts once a code of it was given. */
export function beginSecondFactor(transport: Transport, password: string): Promise<SecondFactorSecret> {
  return ask(transport, SecondFactorSecret, { method: 'POST', path: secondFactorPath, body: { password } });
}

export function confirmSecondFactor(transport: Transport, code: string): Promise<RecoveryCodes> {
  return ask(transport, RecoveryCodes, { method: 'POST', path: `${secondFactorPath}/confirm`, body: { code } });
}

export async function endSecondFactor(transport: Transport, password: string): Promise<void> {
  await ask(transport, Done, { method: 'POST', path: `${secondFactorPath}/end`, body: { password } });
}

export function session(transport: Transport): Promise<Session> {
  return ask(transport, Session, { method: 'GET', path: '/api/session' });
}

export function setupState(transport: Transport): Promise<SetupState> {
  return ask(transport, SetupState, { method: 'GET', path: '/api/setup' });
}

/** Creates the organisation and its administrator, who is then signed in. */
export function setUp(transport: Transport, request: z.infer<typeof SetupRequest>): Promise<Session> {
  return ask(transport, Session, { method: 'POST', path: '/api/setup', body: request, timeoutMs: 60_000 });
}

/** Creates the demonstration organisation; its administrator is then signed in. Takes a while: visits are scored. */
export function setUpDemo(transport: Transport, request: z.infer<typeof DemoRequest>): Promise<Session> {
  return ask(transport, Session, { method: 'POST', path: '/api/setup/demo', body: request, timeoutMs: 180_000 });
}

export function directory(transport: Transport): Promise<Directory> {
  return ask(transport, Directory, { method: 'GET', path: '/api/directory' });
}

/** An instrument by its hash, checked against it. */
export async function instrument(transport: Transport, hash: InstrumentHash): Promise<Instrument> {
  const found = await ask(transport, Instrument, { method: 'GET', path: `/api/instruments/${hash}` });
  if ((await sha256Hex(canonicalJson(found))) !== hash) throw new Unreachable('notOurs');
  return found;
}

/** Where the server's own copy of a visit's report is downloaded from. */
export function reportUrl(visit: VisitId, format: ReportQuery['format'], language: 'id' | 'en'): string {
  return `/api/visits/${visit}/report${queryOf({ format, language })}`;
}
