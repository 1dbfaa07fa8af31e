import { canonicalJson } from '#domain/canonical.ts';
import { Sha256 } from '#domain/ids.ts';
import type { LogItem, UnknownLogItem } from './log.ts';

/** The head of a log without lines. */
export const emptyHead: Sha256 = Sha256.parse('0'.repeat(64));

/**
 * What is hashed (SHA-256) to the head after `item`. A change counts by its id, which stands for its content and commits to its
 * value: an erased value does not break the chain.
 */
export function headText(before: Sha256, item: LogItem | UnknownLogItem): string {
  const { change } = item;
  const counted =
    typeof change === 'object' && change !== null && 'id' in change ? { ...item, change: change.id } : item;
  return canonicalJson({ before, item: counted });
}
