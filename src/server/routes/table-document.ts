import { Health, Readiness } from '#protocol/health.ts';
import type { RouteDescription } from './route-description.ts';

export const documentRouteTable: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/healthz',
    group: 'Server',
    summary: 'Whether the process answers',
    access: 'everyone',
    response: { name: 'Health', schema: Health },
  },
  {
    method: 'GET',
    path: '/readyz',
    group: 'Server',
    summary: 'Whether it can also use its database',
    access: 'everyone',
    response: { name: 'Readiness', schema: Readiness },
  },
  {
    method: 'GET',
    path: '/api/openapi.json',
    group: 'Server',
    summary: 'This document, as OpenAPI 3.1',
    access: 'everyone',
    response: { mime: ['application/json'], what: 'An OpenAPI document.' },
  },
  {
    method: 'GET',
    path: '/api/docs',
    group: 'Server',
    summary: 'This document, for reading',
    access: 'everyone',
    response: { mime: ['text/html'], what: 'A page.' },
  },
  {
    method: 'GET',
    path: '/api/docs/style.css',
    group: 'Server',
    summary: 'The style of that page',
    access: 'everyone',
    response: { mime: ['text/css'], what: 'A style sheet.' },
  },
];
