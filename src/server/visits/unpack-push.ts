import { canonicalJson } from '#domain/canonical.ts';
import type { Change } from '#domain/change/change.ts';
import { ChangeId } from '#domain/ids.ts';
import { contentOf, type Unpacked, unpackChanges } from '#protocol/packed-changes.ts';
import { type PackedPush, packedPushLimits } from '#protocol/packed-push.ts';
import { Problem } from '#protocol/problems.ts';
import type { PushRequest } from '#protocol/sync.ts';
import { hashText } from './hash.ts';

/** The batch in the plain form. Ids and commitments are worked out: the signature says whether they are those that were sealed. */
export function unpackPush({ changes: packed, ...batch }: PackedPush): PushRequest {
  const unpacked = unpackChanges(packed);
  if (unpacked === null || unpacked.length === 0) {
    throw new Problem('malformed', { issues: [{ path: 'changes', message: 'The columns do not fit each other.' }] });
  }
  if (unpacked.length > packedPushLimits.changes || plainSize(packed) > packedPushLimits.unpacked)
    throw new Problem('tooLarge', { detail: 'The changes of a batch are too many or too large.' });
  return { ...batch, organisation: packed.organisation, changes: [...completed(unpacked)] };
}

function completed(unpacked: readonly Unpacked[]): readonly Change[] {
  const changes: Change[] = [];
  const idOf = (place: number): ChangeId => {
    const parent = changes[place];
    if (parent === undefined) throw new Problem('malformed', { detail: 'A parent comes after its child.' });
    return parent.id;
  };
  for (const one of unpacked) {
    const { committed } = one;
    const isErased = typeof committed === 'string';
    const content = contentOf(one, isErased ? committed : textHash(committed), idOf);
    changes.push({ id: ChangeId.parse(textHash(content)), content, body: isErased ? null : committed });
  }
  return changes;
}

/** A value may hold what canonical JSON cannot (a number too large for one). */
function textHash(value: unknown) {
  try {
    return hashText(canonicalJson(value));
  } catch {
    throw new Problem('malformed', { detail: 'A value cannot be hashed.' });
  }
}

function plainSize({ values, valueOf: places, parents }: PackedPush['changes']): number {
  const sizes = values.map((value) => JSON.stringify(value).length);
  const ofValues = places.reduce((sum, place) => sum + (sizes[place] ?? 0), 0);
  return ofValues + 64 * parents.reduce((sum, { length }) => sum + length, 0);
}
