import { canonicalJson } from '#domain/canonical.ts';
import { verifyChange } from '#domain/change/change.ts';
import { type LogItem, parseLogItem, type UnknownLogItem } from '#domain/change/log.ts';
import { headText } from '#domain/change/log-head.ts';
import type { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { ResultRecord } from '#domain/visit/transition.ts';
import type { HealRequest } from '#protocol/healing.ts';
import { Problem } from '#protocol/problems.ts';
import type { ServerIdentity } from '../../db/server-identity.ts';
import { hashText } from '../hash.ts';
import { isOwnHead } from './signed-head.ts';

export interface SegmentLine {
  readonly item: LogItem | UnknownLogItem;
  readonly known: LogItem | null;
  /** Head of the log after it. */
  readonly head: Sha256;
}

/** Lines that this server once had, proven by its own signature. */
export interface Segment {
  readonly before: Sha256;
  readonly lines: readonly SegmentLine[];
}

/**
 * Follows the chain of hashes through the lines to the signed head. It is enough that the end is signed: no other lines lead there,
 * and no other beginning.
 * @throws Problem `badSignature` or `malformed`
 */
export async function checkSegment(
  identity: ServerIdentity,
  about: { readonly organisation: OrganisationId; readonly visit: VisitId },
  { before, lines, head }: HealRequest,
): Promise<Segment> {
  if (!isOwnHead(identity, about, head))
    throw new Problem('badSignature', { detail: 'The head is not this server’s.' });
  const checked: SegmentLine[] = [];
  let last = before;
  for (const [at, item] of lines.entries()) {
    if (item.seq !== head.seq - lines.length + 1 + at)
      throw new Problem('malformed', { detail: `Line ${item.seq} is not in its place.` });
    last = hashText(headText(last, item));
    checked.push({ item, known: await knownLine(identity, about, item), head: last });
  }
  if (last !== head.head) throw new Problem('malformed', { detail: 'The lines do not lead to the head.' });
  return { before, lines: checked };
}

async function knownLine(
  identity: ServerIdentity,
  about: { readonly organisation: OrganisationId; readonly visit: VisitId },
  item: UnknownLogItem,
): Promise<LogItem | null> {
  const parsed = parseLogItem(item);
  if (!('known' in parsed)) return null;
  const { known } = parsed;
  // The chain names a change by its id alone: content and value must be what the id and the commitment in it say.
  if (known.kind === 'change' || known.kind === 'adopted') {
    const { organisation, visit } = known.change.content;
    const isOurs = organisation === about.organisation && (known.kind === 'adopted' || visit === about.visit);
    if (!isOurs || !(await verifyChange(known.change)))
      throw new Problem('malformed', { detail: `The change of line ${item.seq} is not what its id says.` });
  }
  if (known.kind === 'transition' && !isOwnResult(identity, known.transition.result))
    throw new Problem('badSignature', { detail: `The result of line ${item.seq} is not this server’s.` });
  return known;
}

function isOwnResult(identity: ServerIdentity, result: ResultRecord | undefined): boolean {
  if (result === undefined) return true;
  const { signature, ...unsigned } = result;
  return identity.verify('result', canonicalJson(unsigned), signature);
}
