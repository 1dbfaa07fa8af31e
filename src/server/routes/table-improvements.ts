import { Done } from '#protocol/account.ts';
import {
  ImprovementDetail,
  ImprovementEdit,
  ImprovementList,
  ImprovementQuery,
  ImprovementStepRequest,
} from '#protocol/follow-up.ts';
import type { RouteDescription } from './route-description.ts';

const desk = ['supervisor', 'administrator'] as const;
const list = { name: 'ImprovementList', schema: ImprovementList };
const done = { name: 'Done', schema: Done };

export const improvementRouteTable: readonly RouteDescription[] = [
  {
    method: 'POST',
    path: '/api/visits/:visit/improvements',
    group: 'Follow-up',
    summary: 'Make the improvement items that follow from an approved visit',
    more: 'One for each indicator below its highest points, with what mending it alone would add. Those that are there already stay as they are.',
    access: desk,
    response: list,
    problems: ['notFound', 'wrongStatus', 'merged', 'unknownInstrument', 'unknownOffice'],
  },
  {
    method: 'GET',
    path: '/api/improvements',
    group: 'Follow-up',
    summary: 'What offices are to mend',
    more: 'The earliest due first, at most 2,000. Assessors see those of offices that they visit.',
    access: 'signedIn',
    query: { name: 'ImprovementQuery', schema: ImprovementQuery },
    response: list,
  },
  {
    method: 'GET',
    path: '/api/improvements/:improvement',
    group: 'Follow-up',
    summary: 'One item with all that became of it',
    access: desk,
    response: { name: 'ImprovementDetail', schema: ImprovementDetail },
    problems: ['notFound'],
  },
  {
    method: 'PATCH',
    path: '/api/improvements/:improvement',
    group: 'Follow-up',
    summary: 'Set who sees to it, and by when',
    access: desk,
    request: { name: 'ImprovementEdit', schema: ImprovementEdit },
    response: done,
    problems: ['notFound'],
  },
  {
    method: 'POST',
    path: '/api/improvements/:improvement/steps',
    group: 'Follow-up',
    summary: 'Report, verify, return, drop or reopen it, with a note',
    more: '`seen` is the status on the screen: whoever is second gets `changedSinceYouLooked`.',
    access: desk,
    request: { name: 'ImprovementStepRequest', schema: ImprovementStepRequest },
    response: done,
    problems: ['notFound', 'changedSinceYouLooked', 'wrongStatus'],
  },
];
