import type { VisitId } from '#domain/ids.ts';
import { Done } from '#protocol/account.ts';
import {
  ImprovementDetail,
  type ImprovementEdit,
  ImprovementList,
  type ImprovementStepRequest,
} from '#protocol/follow-up.ts';
import { ask, queryOf } from './ask.ts';
import type { Transport } from './transport.ts';

/** What offices are to mend; of one visit where it is named. */
export function improvements(transport: Transport, visit: string | null): Promise<ImprovementList> {
  const path = `/api/improvements${queryOf({ visit: visit ?? undefined })}`;
  return ask(transport, ImprovementList, { method: 'GET', path });
}

/** Makes the items that follow from an approved visit; those that are there stay as they are. */
export function makeImprovements(transport: Transport, visit: VisitId): Promise<ImprovementList> {
  return ask(transport, ImprovementList, { method: 'POST', path: `/api/visits/${visit}/improvements` });
}

export function improvement(transport: Transport, id: string): Promise<ImprovementDetail> {
  return ask(transport, ImprovementDetail, { method: 'GET', path: `/api/improvements/${id}` });
}

export async function editImprovement(transport: Transport, id: string, edit: ImprovementEdit): Promise<void> {
  await ask(transport, Done, { method: 'PATCH', path: `/api/improvements/${id}`, body: edit });
}

/** A step that nobody has taken since the status was looked at. */
export async function stepImprovement(transport: Transport, id: string, step: ImprovementStepRequest): Promise<void> {
  await ask(transport, Done, { method: 'POST', path: `/api/improvements/${id}/steps`, body: step });
}
