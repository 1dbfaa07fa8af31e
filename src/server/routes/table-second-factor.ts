import { Done } from '#protocol/account.ts';
import {
  RecoveryCodes,
  SecondFactorConfirmation,
  SecondFactorRequest,
  SecondFactorSecret,
  SecondFactorState,
} from '#protocol/second-factor.ts';
import type { RouteDescription } from './route-description.ts';

const request = { name: 'SecondFactorRequest', schema: SecondFactorRequest };
const done = { name: 'Done', schema: Done };

export const secondFactorRouteTable: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/api/session/second-factor',
    group: 'Sessions',
    summary: 'Whether one signs in in two steps',
    access: 'signedIn',
    response: { name: 'SecondFactorState', schema: SecondFactorState },
  },
  {
    method: 'POST',
    path: '/api/session/second-factor',
    group: 'Sessions',
    summary: 'Begin with a second step: a secret for an authenticator app',
    more: 'It is asked for at a sign-in only once a code of it was given.',
    access: 'signedIn',
    request,
    response: { name: 'SecondFactorSecret', schema: SecondFactorSecret },
    problems: ['wrongCredentials', 'tooManyAttempts', 'wrongStatus'],
  },
  {
    method: 'POST',
    path: '/api/session/second-factor/confirm',
    group: 'Sessions',
    summary: 'Give a code of it: from now on it is asked for',
    more: 'The answer holds ten recovery codes, each good once, told only here.',
    access: 'signedIn',
    request: { name: 'SecondFactorConfirmation', schema: SecondFactorConfirmation },
    response: { name: 'RecoveryCodes', schema: RecoveryCodes },
    problems: ['wrongCode', 'wrongStatus'],
  },
  {
    method: 'POST',
    path: '/api/session/second-factor/end',
    group: 'Sessions',
    summary: 'End one’s own second step',
    access: 'signedIn',
    request,
    response: done,
    problems: ['wrongCredentials', 'tooManyAttempts'],
  },
  {
    method: 'DELETE',
    path: '/api/people/:person/second-factor',
    group: 'Administration',
    summary: 'End the second step of who lost the device with the codes',
    access: ['administrator'],
    response: done,
    problems: ['notFound'],
  },
];
