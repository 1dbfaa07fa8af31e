import * as insight from '#protocol/insight.ts';
import type { RouteDescription } from './route-description.ts';

const about = {
  group: 'Insight',
  access: ['supervisor', 'administrator'],
} as const satisfies Partial<RouteDescription>;

export const insightRouteTable: readonly RouteDescription[] = [
  {
    ...about,
    method: 'GET',
    path: '/api/insight',
    summary: 'How the results of a year are spread, units and institutions apart',
    more: 'Only sealed results count, of each office the newest of the year; `leftOut` says what does not. An institution’s total is the mean of its units.',
    query: { name: 'InsightQuery', schema: insight.InsightQuery },
    response: { name: 'Insight', schema: insight.Insight },
  },
  {
    ...about,
    method: 'GET',
    path: '/api/insight/ranking',
    summary: 'Units or institutions from the highest total down',
    more: 'Equal totals share a place: 1, 2, 2, 4.',
    query: { name: 'RankingQuery', schema: insight.RankingQuery },
    response: { name: 'Ranking', schema: insight.Ranking },
  },
  {
    ...about,
    method: 'GET',
    path: '/api/insight/parts',
    summary: 'The mean of each dimension and indicator, and which requirement most offices fail',
    query: { name: 'InsightQuery', schema: insight.InsightQuery },
    response: { name: 'Parts', schema: insight.Parts },
  },
  {
    ...about,
    method: 'GET',
    path: '/api/insight/trend',
    summary: 'Years side by side, indicators only where they are the same question',
    query: { name: 'InsightQuery', schema: insight.InsightQuery },
    response: { name: 'Trend', schema: insight.Trend },
  },
];
