import { Invitation, InvitationAcceptance, InvitationLook, InvitedPerson } from '#protocol/invitations.ts';
import { Session } from '#protocol/session.ts';
import type { RouteDescription } from './route-description.ts';

export const invitationRouteTable: readonly RouteDescription[] = [
  {
    method: 'POST',
    path: '/api/people/:person/invitations',
    group: 'Administration',
    summary: 'Make a one-time link with which the person chooses a password',
    more: 'The app’s address is `/undangan#<token>`. It is good for 72 hours, ends the links made before, and is told only here.',
    access: ['administrator'],
    response: { name: 'Invitation', schema: Invitation },
    status: 201,
    problems: ['notFound'],
  },
  {
    method: 'POST',
    path: '/api/invitations/look',
    group: 'Sessions',
    summary: 'For whom a one-time link is',
    access: 'everyone',
    request: { name: 'InvitationLook', schema: InvitationLook },
    response: { name: 'InvitedPerson', schema: InvitedPerson },
    problems: ['invitationOver'],
  },
  {
    method: 'POST',
    path: '/api/invitations/accept',
    group: 'Sessions',
    summary: 'Choose the password by a one-time link; the person is then signed in',
    more: 'Every other session of the person ends, and the link with it.',
    access: 'everyone',
    request: { name: 'InvitationAcceptance', schema: InvitationAcceptance },
    response: { name: 'Session', schema: Session },
    problems: ['invitationOver', 'knownPassword', 'codeNeeded', 'wrongCode', 'tooManyAttempts'],
  },
];
