import type * as z from 'zod/mini';
import type { OfficeId, PersonId } from '#domain/ids.ts';
import {
  Institution,
  type NewInstitution,
  type NewOffice,
  type NewPerson,
  Office,
  type OfficeEdit,
  type PersonEdit,
  PersonLine,
  PersonList,
  RegencyList,
  SessionList,
} from '#protocol/account.ts';
import { ask, queryOf } from './ask.ts';
import type { Transport } from './transport.ts';

/** Everyone of the organisation, with user names. */
export function people(transport: Transport): Promise<PersonList> {
  return ask(transport, PersonList, { method: 'GET', path: '/api/people' });
}

export function addPerson(transport: Transport, person: z.infer<typeof NewPerson>): Promise<PersonLine> {
  return ask(transport, PersonLine, { method: 'POST', path: '/api/people', body: person });
}

export function editPerson(transport: Transport, id: PersonId, edit: z.infer<typeof PersonEdit>): Promise<PersonLine> {
  return ask(transport, PersonLine, { method: 'PATCH', path: `/api/people/${id}`, body: edit });
}

export function addOffice(transport: Transport, office: z.infer<typeof NewOffice>): Promise<Office> {
  return ask(transport, Office, { method: 'POST', path: '/api/offices', body: office });
}

export function editOffice(transport: Transport, id: OfficeId, office: z.infer<typeof OfficeEdit>): Promise<Office> {
  return ask(transport, Office, { method: 'PATCH', path: `/api/offices/${id}`, body: office });
}

/** Regencies and cities of the country whose name or province fits. */
export function regencies(transport: Transport, search: string): Promise<RegencyList> {
  return ask(transport, RegencyList, { method: 'GET', path: `/api/regencies${queryOf({ search })}` });
}

export function addInstitution(transport: Transport, institution: z.infer<typeof NewInstitution>): Promise<Institution> {
  return ask(transport, Institution, { method: 'POST', path: '/api/institutions', body: institution });
}

/** The person's own sessions; an administrator may name another person. */
export function sessions(transport: Transport, person?: PersonId): Promise<SessionList> {
  return ask(transport, SessionList, { method: 'GET', path: `/api/sessions${queryOf({ person })}` });
}

export async function revokeSession(transport: Transport, id: string): Promise<void> {
  await transport.send({ method: 'DELETE', path: `/api/sessions/${encodeURIComponent(id)}` });
}
