import * as z from 'zod/mini';
import { InstrumentHash, NodeId, OfficeId, VisitId } from '#domain/ids.ts';
import { Period } from '#domain/visit/values.ts';
import type { Invitation } from './workspace.ts';

export const joinPath = '/gabung';

const JoinKey = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/** The invitation lies behind `#`: opening the link does not send it to any server. */
export function joinLinkOf(invitation: Invitation, origin: string): string {
  const { visit, joinKey, office, instrument, period } = invitation;
  const data = new URLSearchParams({
    v: visit,
    k: joinKey,
    o: office,
    i: `${instrument.id}.${instrument.version}.${instrument.hash}`,
    p: `${period.start}.${period.end}`,
  });
  return `${origin}${joinPath}#${data}`;
}

/** Null for anything but a link that `joinLinkOf` made, wherever it points. */
export function parseJoinLink(link: string): Invitation | null {
  if (!URL.canParse(link)) return null;
  const data = new URLSearchParams(new URL(link).hash.slice(1));
  const [id, version, hash] = (data.get('i') ?? '').split('.');
  const [start, end] = (data.get('p') ?? '').split('.');
  const parsed = InvitationData.safeParse({
    visit: data.get('v'),
    joinKey: data.get('k'),
    office: data.get('o'),
    instrument: { id, version: Number(version), hash },
    period: { start, end },
  });
  return parsed.success ? parsed.data : null;
}

const InvitationData = z.object({
  visit: VisitId,
  joinKey: JoinKey,
  office: OfficeId,
  instrument: z.object({ id: NodeId, version: z.int(), hash: InstrumentHash }),
  period: Period,
});
