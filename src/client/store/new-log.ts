import type { VisitId } from '#domain/ids.ts';
import type { LogRow } from './rows.ts';

export function newLog(visit: VisitId, isMember: boolean): LogRow {
  return { visit, seq: 0, target: 0, isMember, isLost: false, transitions: [], arrived: [], unknown: [] };
}
