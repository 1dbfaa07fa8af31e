import { Instrument } from '#domain/instrument/instrument.ts';
import * as account from '#protocol/account.ts';
import { DirectoryWithKey } from '#protocol/backups.ts';
import { Institution, Office } from '#protocol/directory.ts';
import { Session } from '#protocol/session.ts';
import type { NamedSchema, RouteDescription } from './route-description.ts';

const done: NamedSchema = { name: 'Done', schema: account.Done };
const session: NamedSchema = { name: 'Session', schema: Session };
const office: NamedSchema = { name: 'Office', schema: Office };
const person: NamedSchema = { name: 'PersonDetail', schema: account.PersonDetail };
const administrator = ['administrator'] as const;

const setup: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/api/setup',
    group: 'Set-up',
    summary: 'What the first page should offer',
    access: 'everyone',
    response: { name: 'SetupState', schema: account.SetupState },
  },
  {
    method: 'POST',
    path: '/api/setup',
    group: 'Set-up',
    summary: 'Create the organisation and its administrator, who is then signed in',
    more: 'Only while there is no organisation; of two callers at once one gets `alreadySetUp`.',
    access: 'everyone',
    request: { name: 'SetupRequest', schema: account.SetupRequest },
    response: session,
    status: 201,
    problems: ['alreadySetUp'],
  },
  {
    method: 'POST',
    path: '/api/setup/demo',
    group: 'Set-up',
    summary: 'Create the demonstration organisation with its users, offices and visits',
    more: 'The users `admin`, `supervisor`, `asesor1` and `asesor2` share the password; `admin` is then signed in. Takes some seconds.',
    access: 'everyone',
    request: { name: 'DemoRequest', schema: account.DemoRequest },
    response: session,
    status: 201,
    problems: ['alreadySetUp'],
  },
];

const sessions: readonly RouteDescription[] = [
  {
    method: 'POST',
    path: '/api/session',
    group: 'Sessions',
    summary: 'Sign in',
    more: 'Sets the session cookie (HttpOnly, SameSite=Strict). Attempts are limited by user name and address; `Retry-After` says when to try again.',
    access: 'everyone',
    request: { name: 'SignInRequest', schema: account.SignInRequest },
    response: session,
    problems: ['wrongCredentials', 'codeNeeded', 'wrongCode', 'tooManyAttempts'],
  },
  {
    method: 'GET',
    path: '/api/session',
    group: 'Sessions',
    summary: 'Who is signed in here',
    access: 'signedIn',
    response: session,
  },
  {
    method: 'DELETE',
    path: '/api/session',
    group: 'Sessions',
    summary: 'Sign out',
    access: 'signedIn',
    response: done,
  },
  {
    method: 'PATCH',
    path: '/api/session/password',
    group: 'Sessions',
    summary: 'Change one’s own password',
    more: 'Every other session of the person ends.',
    access: 'signedIn',
    request: { name: 'PasswordChange', schema: account.PasswordChange },
    response: done,
    problems: ['wrongCredentials', 'tooManyAttempts'],
  },
  {
    method: 'GET',
    path: '/api/sessions',
    group: 'Sessions',
    summary: 'Where a person is signed in',
    more: 'One’s own sessions; an administrator may name another person of the organisation.',
    access: 'signedIn',
    query: { name: 'SessionQuery', schema: account.SessionQuery },
    response: { name: 'SessionList', schema: account.SessionList },
    problems: ['notFound', 'notAllowed'],
  },
  {
    method: 'DELETE',
    path: '/api/sessions/:session',
    group: 'Sessions',
    summary: 'End a session',
    more: 'One’s own; an administrator’s reach is the organisation.',
    access: 'signedIn',
    response: done,
    problems: ['notFound'],
  },
];

const directory: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/api/directory',
    group: 'Directory',
    summary: 'Offices, institutions, people and instruments: what a tablet keeps for working offline',
    access: 'signedIn',
    response: { name: 'Directory', schema: DirectoryWithKey },
  },
  {
    method: 'GET',
    path: '/api/instruments/:hash',
    group: 'Directory',
    summary: 'A published instrument version by the SHA-256 of its canonical JSON',
    more: 'Never changes: cacheable for ever. The bytes are the ones that were hashed.',
    access: 'signedIn',
    response: { name: 'Instrument', schema: Instrument },
    problems: ['notFound'],
  },
  {
    method: 'GET',
    path: '/api/regencies',
    group: 'Directory',
    summary: 'Search the regencies and cities of Indonesia',
    more: 'At most 50. Each carries the time zone of its province.',
    access: 'signedIn',
    query: { name: 'RegencyQuery', schema: account.RegencyQuery },
    response: { name: 'RegencyList', schema: account.RegencyList },
  },
  {
    method: 'POST',
    path: '/api/institutions',
    group: 'Administration',
    summary: 'Add an institution',
    access: administrator,
    request: { name: 'NewInstitution', schema: account.NewInstitution },
    response: { name: 'Institution', schema: Institution },
    status: 201,
    problems: ['nameTaken'],
  },
  {
    method: 'POST',
    path: '/api/offices',
    group: 'Administration',
    summary: 'Add an office',
    more: 'With `regency` the institution (made if need be), city and time zone follow from it.',
    access: administrator,
    request: { name: 'NewOffice', schema: account.NewOffice },
    response: office,
    status: 201,
    problems: ['nameTaken'],
  },
  {
    method: 'PATCH',
    path: '/api/offices/:office',
    group: 'Administration',
    summary: 'Change an office',
    access: administrator,
    request: { name: 'OfficeEdit', schema: account.OfficeEdit },
    response: office,
    problems: ['notFound'],
  },
  {
    method: 'PATCH',
    path: '/api/organisation',
    group: 'Administration',
    summary: 'Change how long tablets keep what they have sent, from 14 days',
    access: administrator,
    request: { name: 'OrganisationSettings', schema: account.OrganisationSettings },
    response: done,
  },
  {
    method: 'GET',
    path: '/api/people',
    group: 'Administration',
    summary: 'The people of the organisation with their user names',
    access: administrator,
    response: { name: 'PersonList', schema: account.PersonList },
  },
  {
    method: 'POST',
    path: '/api/people',
    group: 'Administration',
    summary: 'Add a person',
    access: administrator,
    request: { name: 'NewPerson', schema: account.NewPerson },
    response: person,
    status: 201,
    problems: ['nameTaken'],
  },
  {
    method: 'PATCH',
    path: '/api/people/:person',
    group: 'Administration',
    summary: 'Change a person’s name, roles, password, or whether they may sign in',
    more: 'A new password and a deactivation end the person’s sessions. The last active administrator stays one.',
    access: administrator,
    request: { name: 'PersonEdit', schema: account.PersonEdit },
    response: person,
    problems: ['notFound'],
  },
];

export const accountRouteTable: readonly RouteDescription[] = [...setup, ...sessions, ...directory];
