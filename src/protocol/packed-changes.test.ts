import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Change, changeIdOf, commitmentOf, createChange } from '#domain/change/change.ts';
import { OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import { contentOf, PackedChanges, packChanges, unpackChanges } from './packed-changes.ts';

const organisation = OrganisationId.parse('6f1d2c3b-0000-4000-8000-000000000001');
const ids = ['6f1d2c3b-0000-4000-8000-00000000000a', '6f1d2c3b-0000-4000-8000-00000000000b'];

const written = fc.array(
  fc.record({
    visit: fc.constantFrom(...ids).map((id) => VisitId.parse(id)),
    author: fc.constantFrom(...ids).map((id) => PersonId.parse(id)),
    register: fc.constantFrom('answer/1/office/q1', 'answer/1/office/q2', 'note/1/office/q1'),
    value: fc.oneof(fc.constant(null), fc.jsonValue({ maxDepth: 3 }), fc.constant({ kind: 'option', option: 'p1' })),
    at: fc.constantFrom(
      '2026-11-25T08:00:00.000Z',
      '2026-11-25T08:00:00.125Z',
      '2026-11-25T15:00:00+07:00',
      '1970-01-01T00:00:00.000Z',
    ),
    parents: fc.array(fc.nat(40), { maxLength: 3 }),
    isErased: fc.boolean(),
    nonce: fc.option(fc.constant('0123456789abcdef0123456789abcdef')),
  }),
  { minLength: 1, maxLength: 12 },
);

type Written = (typeof written extends fc.Arbitrary<infer T> ? T : never)[number];

async function changesOf(all: readonly Written[]): Promise<readonly Change[]> {
  const changes: Change[] = [];
  let bytes = 0;
  for (const { parents, isErased, nonce, ...one } of all) {
    const seen = { n: 0, status: 'draft' } as const;
    const before = [
      ...new Set(parents.map((at) => changes[at % (changes.length || 1)]).filter((parent) => parent !== undefined)),
    ];
    const named = before.map(({ id, content }) => ({ id, depth: content.depth }));
    const made = await createChange({ ...one, organisation, seen, parents: named }, (length) =>
      new Uint8Array(length).fill(bytes++),
    );
    const content = nonce === null ? made.content : { ...made.content, nonce };
    changes.push({ id: await changeIdOf(content), content, body: isErased ? null : made.body });
  }
  return changes;
}

async function unpackedAgain(packed: PackedChanges): Promise<readonly Change[] | null> {
  const changes: Change[] = [];
  for (const row of unpackChanges(packed) ?? []) {
    const { committed } = row;
    const body = typeof committed === 'string' ? null : committed;
    const commitment = typeof committed === 'string' ? committed : await commitmentOf(committed);
    const content = contentOf(row, commitment, (place) => {
      const parent = changes[place];
      if (parent === undefined) throw new Error('A parent comes after its child.');
      return parent.id;
    });
    changes.push({ id: await changeIdOf(content), content, body });
  }
  return changes;
}

test('what is packed, sent as JSON and unpacked is the same changes under the same ids', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (all) => {
      const changes = await changesOf(all);
      const sent = PackedChanges.parse(JSON.parse(JSON.stringify(packChanges(changes))));
      expect(await unpackedAgain(sent)).toEqual(changes);
    }),
    { numRuns: 150 },
  );
});

test('a change with more to it than a pack holds is not packed', async () => {
  const [change] = await changesOf([{ ...(fc.sample(written, 1)[0]?.[0] as Written), parents: [] }]);
  if (change === undefined) throw new Error('There is a change.');
  expect(packChanges([change])).not.toBe(null);
  expect(packChanges([{ ...change, content: { ...change.content, weather: 'rain' } }])).toBe(null);
  expect(packChanges([{ ...change, origin: 'elsewhere' }])).toBe(null);
  expect(packChanges([])).toBe(null);
});

test.each<[string, (packed: PackedChanges) => PackedChanges]>([
  ['a column is shorter than the others', (packed) => ({ ...packed, depths: packed.depths.slice(1) })],
  ['a place is in no list', (packed) => ({ ...packed, registerOf: packed.registerOf.map(() => 99) })],
  ['a salt is missing', (packed) => ({ ...packed, salts: packed.salts.slice(32) })],
  ['a salt is too many', (packed) => ({ ...packed, salts: `${packed.salts}${'0'.repeat(32)}` })],
  ['a change is its own parent', (packed) => ({ ...packed, parents: packed.parents.map((_, at) => [at]) })],
  ['a time is none', (packed) => ({ ...packed, at: packed.at.map(() => 9e15) })],
])('a pack is none where %s', async (_, spoil) => {
  const one = {
    visit: ids[0],
    author: ids[1],
    register: 'answer/1/office/q1',
    value: 1,
    at: '2026-11-25T08:00:00.000Z',
  };
  const packed = packChanges(
    await changesOf([{ ...one, parents: [], isErased: false, nonce: null } as unknown as Written]),
  );
  if (packed === null) throw new Error('It can be packed.');
  expect(unpackChanges(packed)).toHaveLength(1);
  expect(unpackChanges(spoil(packed))).toBe(null);
});
