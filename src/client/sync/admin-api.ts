import type { OfficeId, PersonId } from '#domain/ids.ts';
import { AccessPage } from '#protocol/access-log.ts';
import {
  Done,
  type NewOffice,
  type NewPerson,
  type OfficeEdit,
  type OrganisationSettings,
  PersonDetail,
  type PersonEdit,
  PersonList,
  RegencyList,
  SessionList,
} from '#protocol/account.ts';
import { AnchorList } from '#protocol/anchors.ts';
import { Office } from '#protocol/directory.ts';
import { Invitation } from '#protocol/invitations.ts';
import { LetterheadAnswer, type LetterheadEdit } from '#protocol/letterhead.ts';
import { ask, queryOf } from './ask.ts';
import type { Transport } from './transport.ts';

/** Everyone of the organisation, with user names. */
export function people(transport: Transport): Promise<PersonList> {
  return ask(transport, PersonList, { method: 'GET', path: '/api/people' });
}

export function addPerson(transport: Transport, person: NewPerson): Promise<PersonDetail> {
  return ask(transport, PersonDetail, { method: 'POST', path: '/api/people', body: person });
}

export function editPerson(transport: Transport, id: PersonId, edit: PersonEdit): Promise<PersonDetail> {
  return ask(transport, PersonDetail, { method: 'PATCH', path: `/api/people/${id}`, body: edit });
}

/** The newest anchors of the logs. */
export function anchors(transport: Transport): Promise<AnchorList> {
  return ask(transport, AnchorList, { method: 'GET', path: '/api/anchors' });
}

/** Anchors the logs now, where anything moved. */
export async function makeAnchor(transport: Transport): Promise<void> {
  await ask(transport, Done, { method: 'POST', path: '/api/anchors' });
}

/** A hundred lines of the access log, the newest first, before the line given. */
export function accessLog(transport: Transport, before: number | null): Promise<AccessPage> {
  const query = queryOf({ before: before === null ? undefined : String(before) });
  return ask(transport, AccessPage, { method: 'GET', path: `/api/access-log${query}` });
}

/** Of who lost the device with the codes. */
export async function endSecondFactorOf(transport: Transport, id: PersonId): Promise<void> {
  await ask(transport, Done, { method: 'DELETE', path: `/api/people/${id}/second-factor` });
}

/** A new one-time link for the person; the ones before end. */
export function invitePerson(transport: Transport, id: PersonId): Promise<Invitation> {
  return ask(transport, Invitation, { method: 'POST', path: `/api/people/${id}/invitations` });
}

export function addOffice(transport: Transport, office: NewOffice): Promise<Office> {
  return ask(transport, Office, { method: 'POST', path: '/api/offices', body: office });
}

export function editOffice(transport: Transport, id: OfficeId, edit: OfficeEdit): Promise<Office> {
  return ask(transport, Office, { method: 'PATCH', path: `/api/offices/${id}`, body: edit });
}

/** Regencies and cities of the country whose name or province fits. */
export function regencies(transport: Transport, search: string): Promise<RegencyList> {
  return ask(transport, RegencyList, { method: 'GET', path: `/api/regencies${queryOf({ search })}` });
}

/** The person's own sessions; an administrator may name another person. */
export function sessions(transport: Transport, person?: PersonId): Promise<SessionList> {
  return ask(transport, SessionList, { method: 'GET', path: `/api/sessions${queryOf({ person })}` });
}

export async function revokeSession(transport: Transport, id: string): Promise<void> {
  await ask(transport, Done, { method: 'DELETE', path: `/api/sessions/${encodeURIComponent(id)}` });
}

export function letterhead(transport: Transport): Promise<LetterheadAnswer> {
  return ask(transport, LetterheadAnswer, { method: 'GET', path: '/api/letterhead' });
}

export async function saveSettings(transport: Transport, settings: OrganisationSettings): Promise<void> {
  await ask(transport, Done, { method: 'PATCH', path: '/api/organisation', body: settings });
}

export async function saveLetterhead(transport: Transport, edit: LetterheadEdit): Promise<void> {
  await ask(transport, Done, { method: 'PUT', path: '/api/letterhead', body: edit });
}
