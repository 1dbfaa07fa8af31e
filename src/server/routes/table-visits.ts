import * as desk from '#protocol/desk.ts';
import * as redaction from '#protocol/redaction.ts';
import * as healing from '#protocol/healing.ts';
import * as sync from '#protocol/sync.ts';
import type { RouteDescription } from './route-description.ts';

const uploadSummaries = {
  HEAD: 'How many bytes of an upload have arrived',
  PATCH: 'The next bytes of an upload',
  DELETE: 'Give an upload up',
  OPTIONS: 'What an upload can do',
} as const;

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
  {
    method: 'GET',
    path: '/api/server-key',
    group: 'Sync',
    summary: 'The public key of receipts, heads and results',
    access: 'everyone',
    response: { name: 'ServerKey', schema: healing.ServerKey },
  },
  {
    method: 'POST',
    path: '/api/visits/:visit/heal',
    group: 'Sync',
    summary: 'Bring lines of a visit’s log back to a server that was restored from before them',
    more: 'The lines must lead to a head that this server has signed. Without lines it only asks whether the log has that head.',
    access: 'signedIn',
    request: { name: 'HealRequest', schema: healing.HealRequest },
    response: { name: 'HealResult', schema: healing.HealResult },
    problems: ['badSignature'],
  },
  {
    method: 'GET',
    path: '/api/visits/:visit/healing',
    group: 'Sync',
    summary: 'What did not follow any more when a visit’s log was brought back',
    access: ['supervisor', 'administrator'],
    response: { name: 'HealingNotes', schema: healing.HealingNotes },
    problems: ['notAllowed'],
  },
  {
    method: 'GET',
    path: '/api/pokes',
    group: 'Sync',
    summary: 'Hints that a visit moved, as server-sent events',
    more: 'Event `poke` with a `Poke` as its data. A hint may be lost: the feed is the truth.',
    access: 'signedIn',
    response: { mime: ['text/event-stream'], what: 'Server-sent events.' },
  },
];

const upload = '/api/evidence/uploads';
const tusVersion = 'tus 1.0; send `Tus-Resumable: 1.0.0`.';

const evidence: readonly RouteDescription[] = [
  {
    method: 'POST',
    path: upload,
    group: 'Evidence',
    summary: 'Begin a resumable upload of one photo, its first bytes included if you like',
    more: `${tusVersion} Metadata: visit, sha256 and mime. At most 15 MB. Send the changes of the visit first.`,
    access: 'signedIn',
    request: { mime: ['application/offset+octet-stream'], what: 'The first bytes, or nothing.' },
    response: { mime: [], what: 'Where to go on, in `Location`.' },
    status: 201,
    problems: ['notAllowed', 'hashMismatch', 'notFound'],
  },
  {
    method: 'OPTIONS',
    path: upload,
    group: 'Evidence',
    summary: 'What the uploads can do',
    more: tusVersion,
    access: 'signedIn',
    response: { mime: [], what: 'Nothing but headers.' },
    status: 204,
  },
  ...(['HEAD', 'PATCH', 'DELETE', 'OPTIONS'] as const).map(
    (method): RouteDescription => ({
      method,
      path: `${upload}/:upload`,
      group: 'Evidence',
      summary: uploadSummaries[method],
      more: tusVersion,
      access: 'signedIn',
      ...(method === 'PATCH' && { request: { mime: ['application/offset+octet-stream'], what: 'The next bytes.' } }),
      response: {
        mime: [],
        what: method === 'PATCH' ? 'Taken; after the last bytes the photo is held for good.' : 'Nothing but headers.',
      },
      status: method === 'HEAD' ? 200 : 204,
      problems: ['notFound', ...(method === 'PATCH' ? (['hashMismatch'] as const) : [])],
    }),
  ),
  {
    method: 'GET',
    path: '/api/visits/:visit/evidence',
    group: 'Evidence',
    summary: 'The photos of a visit that have arrived, and which of them are known to be damaged',
    access: 'visit',
    response: { name: 'EvidenceList', schema: sync.EvidenceList },
    problems: ['notAllowed'],
  },
  {
    method: 'GET',
    path: '/api/visits/:visit/evidence/:sha256',
    group: 'Evidence',
    summary: 'A photo',
    access: 'visit',
    response: { mime: ['image/jpeg'], what: 'The bytes that were hashed.' },
    problems: ['notAllowed'],
  },
  {
    method: 'GET',
    path: '/api/visits/:visit/evidence/:sha256/status',
    group: 'Evidence',
    summary: 'Whether the server holds a photo; it reads the bytes again to say so',
    access: 'visit',
    response: { name: 'EvidenceStatus', schema: sync.EvidenceStatus },
    problems: ['notAllowed'],
  },
];

const reviewing: readonly RouteDescription[] = [
  {
    method: 'POST',
    path: '/api/visits/:visit/commands',
    group: 'Review',
    summary: 'Move a visit’s status: submit, return, approve, publish, object, finalise, reopen',
    more: 'A compare-and-set on what the person saw. The same id twice gives the same transition. Nobody approves or returns a visit they assessed.',
    access: 'visit',
    request: { name: 'Command', schema: sync.Command },
    response: { name: 'CommandResult', schema: sync.CommandResult },
    problems: ['notAllowed', 'ownVisit', 'changedSinceYouLooked', 'wrongStatus', 'unsettledConflict', 'notComplete'],
  },
  {
    method: 'POST',
    path: '/api/visits/:visit/decisions',
    group: 'Review',
    summary: 'Take held changes in, or decline them, with a reason',
    access: ['supervisor', 'administrator'],
    request: { name: 'DecisionRequest', schema: sync.DecisionRequest },
    response: { name: 'DecisionResult', schema: sync.DecisionResult },
    problems: ['notFound', 'ownVisit', 'wrongStatus'],
  },
  {
    method: 'POST',
    path: '/api/visits/:visit/redactions',
    group: 'Review',
    summary: 'Erase the values of changes for good, with a reason',
    more: 'All or none; what is erased already stays so. The changes keep their place, hash and signature. A photo that nothing else names goes with its bytes. For administrators, and supervisors who took no part in the visit.',
    access: ['supervisor', 'administrator'],
    request: { name: 'RedactionRequest', schema: redaction.RedactionRequest },
    response: { name: 'RedactionResult', schema: redaction.RedactionResult },
    problems: ['notFound', 'ownVisit', 'valueNeeded'],
  },
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
      mime: [
        'application/pdf',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'text/csv',
        'application/json',
      ],
      what: 'The report as a file.',
    },
    problems: ['notAllowed', 'unknownInstrument'],
  },
];

export const visitRouteTable: readonly RouteDescription[] = [...syncing, ...evidence, ...reviewing];
