import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical.ts';
import { ChangeId, OrganisationId, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { Change, changeIdOf, createChange, type NewChange, verifyChange } from './change.ts';
import { linkOf, linksOf } from './envelope.ts';

const input: NewChange = {
  organisation: OrganisationId.parse('11111111-1111-4111-8111-111111111111'),
  visit: VisitId.parse('22222222-2222-4222-8222-222222222222'),
  register: 'answer/1/office/fee',
  value: { kind: 'option', option: 'full' },
  parents: [],
  seen: { n: 0, status: 'draft' },
  at: '2026-03-02T09:00:00+07:00',
  author: PersonId.parse('33333333-3333-4333-8333-333333333333'),
};

let drawn = 0;
const bytes = (length: number): Uint8Array<ArrayBuffer> => {
  drawn += 1;
  return new Uint8Array(length).fill(drawn % 256);
};
const always = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(7);

describe('a change', () => {
  test('is named by its content: the same content has the same id', async () => {
    expect(await createChange(input, always)).toEqual(await createChange(input, always));
  });

  test('made twice by hand is two changes', async () => {
    expect((await createChange(input, bytes)).id).not.toBe((await createChange(input, bytes)).id);
  });

  test('has an id that does not change between versions', async () => {
    const { id, content } = await createChange(input, always);
    // Hashed with another program over texts written by hand: every device must come to these.
    expect(content.commitment).toBe('16248b2016be4f663fb54beb9baf523d1404f78d2d5653702b57aa43e5e33e9b');
    expect(id).toBe('baaaac8036bd3537d0cd59fe7d8c5766c7c7a6352e5efe3134a5b9bf02786de3');
    // As the first version made it, with a nonce of its own.
    expect(await changeIdOf({ ...content, nonce: '07'.repeat(16) })).toBe(
      'ec532c1f334071e5b9d3dcfe03deba5c8cadf4b8def2e0b8ff633e34826c369b',
    );
  });

  test('verifies, and still verifies when its value was erased', async () => {
    const change = await createChange(input, bytes);
    expect(await verifyChange(change)).toBe(true);
    expect(await verifyChange({ ...change, body: null })).toBe(true);
  });

  test('does not verify with another value, register, author or parents', async () => {
    const change = await createChange(input, bytes);
    const { content, body } = change;
    if (body === null) throw new Error('A new change has its value.');
    const forged: Change[] = [
      { ...change, body: { ...body, value: { kind: 'option', option: 'none' } } },
      { ...change, content: { ...content, register: 'answer/1/office/sign' } },
      { ...change, content: { ...content, author: PersonId.parse('44444444-4444-4444-8444-444444444444') } },
      { ...change, content: { ...content, parents: [change.id] } },
    ];
    for (const one of forged) expect(await verifyChange(one)).toBe(false);
  });

  test('hides its value behind the salt: equal values have different commitments', async () => {
    const [one, two] = [await createChange(input, bytes), await createChange(input, bytes)];
    expect(one.content.commitment).not.toBe(two.content.commitment);
  });

  test('is one deeper than its deepest parent, and names its parents in order', async () => {
    const parents = ['b', 'a'].map((letter, at) => ({ id: ChangeId.parse(letter.repeat(64)), depth: 3 + at }));
    const { content } = await createChange({ ...input, parents }, bytes);
    expect(content.depth).toBe(5);
    expect(content.parents).toEqual(parents.map((parent) => parent.id).sort());
  });

  test('of a newer version keeps its unknown members through a parse, and verifies', async () => {
    const change = await createChange(input, bytes);
    const content = { ...change.content, mood: 'good' };
    const newer = { ...change, id: await changeIdOf(content), content };
    expect(await verifyChange(Change.parse(JSON.parse(JSON.stringify(newer))))).toBe(true);
  });
});

describe('canonical JSON', () => {
  test('is one text whatever the order of members', async () => {
    await fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(members));
      }),
    );
  });

  test('reads back as the value it was made of', async () => {
    await fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const back: unknown = JSON.parse(canonicalJson(value));
        expect(canonicalJson(back)).toBe(canonicalJson(value));
        expect(back).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('holds no number that JSON does not', () => {
    expect(() => canonicalJson({ points: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
  });
});

describe('a replica’s chain', () => {
  const replica = ReplicaId.parse('55555555-5555-4555-8555-555555555555');
  const ids = ['a', 'b', 'c'].map((letter) => ChangeId.parse(letter.repeat(64)));

  test('links each entry to the one before', async () => {
    const links = await linksOf(replica, 1, null, ids);
    expect(links).toHaveLength(3);
    const [, second] = ids;
    if (second === undefined) throw new Error('There are three.');
    expect(links[1]).toBe(await linkOf({ replica, n: 2, prev: links[0] ?? null, change: second }));
  });

  test('cut anywhere and gone on with, ends in the same link', async () => {
    const whole = await linksOf(replica, 1, null, ids);
    for (let cut = 1; cut < ids.length; cut++) {
      const before = await linksOf(replica, 1, null, ids.slice(0, cut));
      const after = await linksOf(replica, cut + 1, before.at(-1) ?? null, ids.slice(cut));
      expect([...before, ...after]).toEqual(whole);
    }
  });

  test('ends differently when a number, an order, a replica or a beginning differs', async () => {
    const end = async (...[of, n, prev, changes]: Parameters<typeof linksOf>): Promise<unknown> =>
      (await linksOf(of, n, prev, changes)).at(-1);
    const ends = await Promise.all([
      end(replica, 1, null, ids),
      end(replica, 2, null, ids),
      end(replica, 1, null, ids.toReversed()),
      end(ReplicaId.parse('66666666-6666-4666-8666-666666666666'), 1, null, ids),
      end(replica, 1, Sha256.parse('d'.repeat(64)), ids),
    ]);
    expect(new Set(ends).size).toBe(5);
  });
});
