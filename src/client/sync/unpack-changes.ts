import { type Change, changeIdOf, commitmentOf } from '#domain/change/change.ts';
import type { ChangeId } from '#domain/ids.ts';
import { contentOf, type PackedChanges, type Unpacked, unpackChanges } from '#protocol/packed-changes.ts';

/** The changes of a pack with their ids and commitments, worked out side by side. Null where the columns do not fit. */
export async function unpacked(packed: PackedChanges): Promise<readonly Change[] | null> {
  const rows = unpackChanges(packed);
  if (rows === null) return null;
  const changes: Promise<Change>[] = [];
  for (const row of rows) changes.push(completed(row, changes));
  return await Promise.all(changes);
}

async function completed(row: Unpacked, before: readonly Promise<Change>[]): Promise<Change> {
  const { committed, parents } = row;
  const isErased = typeof committed === 'string';
  const commitment = isErased ? committed : await commitmentOf(committed);
  const ids = new Map<number, ChangeId>();
  for (const parent of parents) {
    const known = typeof parent === 'number' ? await before[parent] : undefined;
    if (typeof parent === 'number' && known !== undefined) ids.set(parent, known.id);
  }
  const content = contentOf(row, commitment, (place) => {
    const id = ids.get(place);
    if (id === undefined) throw new Error('A parent comes after its child.');
    return id;
  });
  return { id: await changeIdOf(content), content, body: isErased ? null : committed };
}
