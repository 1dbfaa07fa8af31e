import type { ServerDeps } from '../../deps.ts';

export type HealingDeps = Pick<
  ServerDeps,
  'db' | 'blobs' | 'uploadFolder' | 'identity' | 'clock' | 'pokes' | 'summaries'
>;
