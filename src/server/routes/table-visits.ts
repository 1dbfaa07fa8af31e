import * as desk from '#protocol/desk.ts';
import * as sync from '#protocol/sync.ts';
import type { RouteDescription } from './route-description.ts';

const syncing: readonly RouteDescription[] = [
  {
    method: 'POST',
    path: '/api/push',
    group: 'Sync',
    summary: 'Hand in one sealed batch of changes',
    more: 'At most 500 changes or 256 kB. One transaction; the signed receipt comes only after commit. A change is judged by itself: one that is refused is named in the receipt and holds up no other.',
    access: 'signedIn',
    request: { name: 'PushRequest', schema: sync.PushRequest },
    response: { name: 'Receipt', schema: sync.Receipt },
    problems: ['notAllowed', 'badSignature', 'replicaForked'],
  },
  {
    method: 'GET',
    path: '/api/feed',
    group: 'Sync',
    summary: 'Which visits one may read have moved since a cursor',
    access: 'signedIn',
    query: { name: 'FeedQuery', schema: sync.FeedQuery },
    response: { name: 'FeedPage', schema: sync.FeedPage },
  },
  {
    method: 'GET',
    path: '/api/visits/:visit/log',
    group: 'Sync',
    summary: 'Lines of a visit’s log after a sequence number, in order',
    access: 'visit',
    query: { name: 'LogQuery', schema: sync.LogQuery },
    response: { name: 'LogPage', schema: sync.LogPage },
    problems: ['notAllowed'],
  },
  {
    method: 'POST',
    path: '/api/offer',
    group: 'Sync',
    summary: 'Name the changes one still keeps; learn which the server lacks',
    access: 'signedIn',
    request: { name: 'OfferRequest', schema: sync.OfferRequest },
    response: { name: 'OfferResult', schema: sync.OfferResult },
  },
];

const reviewing: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/api/desk',
    group: 'Review',
    summary: 'The organisation’s visits, newest change first',
    more: '`status` takes several with commas between. `search` looks in office, city, institution, instrument, day and the team’s names; every word must occur.',
    access: ['supervisor', 'administrator'],
    query: { name: 'DeskQuery', schema: desk.DeskQuery },
    response: { name: 'DeskPage', schema: desk.DeskPage },
  },
  {
    method: 'GET',
    path: '/api/visits/:visit/report',
    group: 'Review',
    summary: 'The visit’s report as it stands now',
    access: 'visit',
    query: { name: 'ReportQuery', schema: desk.ReportQuery },
    response: {
      mime: ['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv', 'application/json'],
      what: 'The report as a file.',
    },
    problems: ['notAllowed', 'unknownInstrument'],
  },
];

export const visitRouteTable: readonly RouteDescription[] = [...syncing, ...reviewing];
