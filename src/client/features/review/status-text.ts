import type { Status } from '#domain/visit/status.ts';
import { t } from './texts.ts';

export function statusText(status: Status): string {
  return t[status];
}

/** Words for an outcome without a score; empty for a scored visit. */
export function outcomeText(kind: string): string {
  switch (kind) {
    case 'closed':
      return t.outcomeClosed;
    case 'refused':
      return t.outcomeRefused;
    case 'aborted':
      return t.outcomeAborted;
    case 'training':
      return t.outcomeTraining;
    default:
      return '';
  }
}
