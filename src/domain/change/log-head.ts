import * as z from 'zod/mini';
import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import { Epoch, type OrganisationId, Sha256, type VisitId } from '#domain/ids.ts';
import { Signature } from './envelope.ts';
import type { LogItem, UnknownLogItem } from './log.ts';

/** The head of a log without lines. */
export const emptyHead: Sha256 = Sha256.parse('0'.repeat(64));

/**
 * What is hashed (SHA-256) to the head after `item`. A change counts by its id, which stands for its content and commits to its
 * value: an erased value does not break the chain.
 */
export function headText(before: Sha256, item: LogItem | UnknownLogItem): string {
  return canonicalJson({ before, item: countedLine(item) });
}

/** The line as it is hashed: a change is only named. */
export function countedLine(item: LogItem | UnknownLogItem): UnknownLogItem {
  const { change } = item;
  return typeof change === 'object' && change !== null && 'id' in change ? { ...item, change: change.id } : item;
}

/** The heads after each of some lines that follow `before`. */
export async function headsAlong(
  before: Sha256,
  items: readonly (LogItem | UnknownLogItem)[],
): Promise<readonly Sha256[]> {
  const heads: Sha256[] = [];
  let head = before;
  for (const item of items) {
    head = Sha256.parse(await sha256Hex(headText(head, item)));
    heads.push(head);
  }
  return heads;
}

/**
 * The server's word that a visit's log had this head. It names one history of lines, each in its place: whoever has the lines can
 * prove that they are the server's own, also to a server that has lost them.
 */
export const SignedHead = z.looseObject({
  epoch: Epoch,
  seq: z.int().check(z.gte(0)),
  head: Sha256,
  signature: Signature,
});
export type SignedHead = z.infer<typeof SignedHead>;

/** What the server signs of a head. */
export function headClaim(
  about: { readonly organisation: OrganisationId; readonly visit: VisitId },
  { epoch, seq, head }: Pick<SignedHead, 'epoch' | 'seq' | 'head'>,
): string {
  const { organisation, visit } = about;
  return canonicalJson({ organisation, visit, epoch, seq, head });
}
