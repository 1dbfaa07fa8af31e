import { describe, expect, test } from 'vitest';
import { ChangeId, PersonId } from '#domain/ids.ts';
import {
  type FoldedChange,
  headsOf,
  type RegisterState,
  valuesOf,
  withChange,
  withDecision,
  withErasure,
} from './register-state.ts';

const author = PersonId.parse('33333333-3333-4333-8333-333333333333');
const at = '2026-03-02T09:00:00+07:00';
const id = (letter: string): ChangeId => ChangeId.parse(letter.repeat(64));
const decision = { decision: 'taken-in', by: author, reason: 'Ditulis sebelum disetujui.', at } as const;

/** A change named by a hex letter, on top of others. */
function change(letter: string, over: readonly string[] = [], more: Partial<FoldedChange> = {}): FoldedChange {
  return {
    id: id(letter),
    parents: over.map(id),
    depth: over.length === 0 ? 1 : 2,
    author,
    at,
    seenN: 0,
    value: letter,
    isErased: false,
    standing: { kind: 'accepted', late: false },
    ...more,
  };
}

const register = (...changes: readonly FoldedChange[]): RegisterState => ({ name: 'answer/1/office/fee', changes });
const heads = (...changes: readonly FoldedChange[]): readonly unknown[] =>
  headsOf(register(...changes)).map((head) => head.value);
const held = { standing: { kind: 'held', because: 'after-approval' } } as const;

describe('heads', () => {
  test('a change replaces those it names', () => {
    expect(heads(change('a'), change('b', ['a']))).toEqual(['b']);
  });

  test('two changes on the same ground both stand', () => {
    expect(heads(change('a'), change('b', ['a']), change('c', ['a']))).toEqual(['b', 'c']);
  });

  test('a change that names both settles them', () => {
    expect(heads(change('a'), change('b', ['a']), change('c', ['a']), change('d', ['b', 'c'], { depth: 3 }))).toEqual([
      'd',
    ]);
  });

  test('a held change does not count, and what it replaced stands again', () => {
    expect(heads(change('a'), change('b', ['a'], held))).toEqual(['a']);
  });

  test('a held change keeps its place: what was built on it still replaces what came before', () => {
    expect(heads(change('a'), change('b', ['a'], held), change('c', ['b'], { depth: 3 }))).toEqual(['c']);
  });

  test('a lone held change is no head', () => {
    expect(heads(change('a', [], held))).toEqual([]);
  });

  test('a change on this device only counts at once', () => {
    expect(heads(change('a'), change('b', ['a'], { standing: { kind: 'pending' } }))).toEqual(['b']);
  });

  test('a parent that never came makes no difference to what did', () => {
    expect(heads(change('b', ['a']))).toEqual(['b']);
  });
});

describe('values', () => {
  test('equal heads are one value', () => {
    const values = valuesOf([change('a', [], { value: { b: 1, a: 2 } }), change('b', [], { value: { a: 2, b: 1 } })]);
    expect(values).toHaveLength(1);
    expect(values[0]?.heads).toHaveLength(2);
  });

  test('differing heads are a conflict', () => {
    expect(valuesOf([change('a'), change('b')]).map((side) => side.value)).toEqual(['a', 'b']);
  });

  test('an erased head carries no value', () => {
    expect(valuesOf([change('a', [], { isErased: true, value: null }), change('b')]).map((side) => side.value)).toEqual(
      ['b'],
    );
  });
});

describe('what is learned of a change', () => {
  test('the same change twice is one', () => {
    expect(withChange(register(change('a')), change('a')).changes).toHaveLength(1);
  });

  test('the log beats what was only pending, in either order', () => {
    const pending = change('a', [], { standing: { kind: 'pending' } });
    expect(withChange(register(pending), change('a')).changes[0]?.standing).toEqual({ kind: 'accepted', late: false });
    expect(withChange(register(change('a')), pending).changes[0]?.standing).toEqual({ kind: 'accepted', late: false });
  });

  test('a decision outlives hearing of the change again', () => {
    const decided = withDecision(register(change('a', [], held)), id('a'), decision);
    expect(decided.changes[0]?.standing).toEqual({ kind: 'taken-in', because: 'after-approval', decision });
    expect(withChange(decided, change('a', [], held)).changes[0]?.standing.kind).toBe('taken-in');
    expect(headsOf(decided)).toHaveLength(1);
  });

  test('an erasure is for ever', () => {
    const erased = withErasure(register(change('a')), id('a'));
    expect(withChange(erased, change('a')).changes[0]).toMatchObject({ value: null, isErased: true });
    expect(
      withChange(register(change('a')), change('a', [], { value: null, isErased: true })).changes[0]?.isErased,
    ).toBe(true);
  });
});
