import { describe, expect, test } from 'vitest';
import type { Json } from '#domain/canonical.ts';
import { emptyVisit, type VisitState } from '#domain/change/fold.ts';
import type { ChangeStanding, FoldedChange, RegisterState } from '#domain/change/register-state.ts';
import { ChangeId, PersonId } from '#domain/ids.ts';
import { readRegister } from './read-register.ts';
import { readVisit } from './read-visit.ts';

const people = ['1', '2', '3'].map((digit) => PersonId.parse(`33333333-3333-4333-8333-33333333333${digit}`));
const [rani, budi] = people;
const full = { kind: 'option', option: 'full' };
const none = { kind: 'option', option: 'none' };
const reason = { reason: 'Pindah tugas.' };

let made = 0;
function change(
  value: Json,
  more: { standing?: ChangeStanding; parents?: readonly ChangeId[]; at?: string } = {},
): FoldedChange {
  made += 1;
  const { standing = { kind: 'accepted', late: false }, parents = [], at = '2026-03-02T09:00:00+07:00' } = more;
  const id = ChangeId.parse(`${made}`.padStart(64, '0'));
  return {
    id,
    parents,
    depth: 1 + parents.length,
    author: rani as PersonId,
    at,
    seenN: 0,
    value,
    isErased: false,
    standing,
  };
}

const state = (...registers: readonly RegisterState[]): VisitState => ({
  ...emptyVisit,
  registers: new Map(registers.map((register) => [register.name, register])),
});
const register = (name: string, ...changes: readonly FoldedChange[]): RegisterState => ({ name, changes });
const feeName = 'answer/1/office/fee';
const feeKey = 'office/fee' as const;

describe('reading a visit', () => {
  test('an empty visit is a draft with nothing in it', () => {
    const view = readVisit(emptyVisit);
    expect(view).toMatchObject({ status: 'draft', statusN: 0, members: [], conflicts: [], isProvisional: false });
    expect(view.office.value).toBeNull();
  });

  test('a settled answer has its value', () => {
    const { answers } = readVisit(state(register(feeName, change(full))));
    expect([...answers]).toMatchObject([[feeKey, { value: full, conflict: [] }]]);
  });

  test('an answer in conflict has no value but both sides, "taken back" being one', () => {
    const view = readVisit(state(register(feeName, change(full), change(null))));
    const [field] = [...view.answers.values()];
    expect(field?.value).toBeNull();
    expect(field?.conflict.map((side) => side.value)).toEqual([full, null]);
    expect(view.conflicts).toMatchObject([{ register: feeName }]);
  });

  test('equal answers of two people are one value with two heads', () => {
    const [field] = [...readVisit(state(register(feeName, change(full), change(full)))).answers.values()];
    expect(field).toMatchObject({ value: full, conflict: [] });
    expect(field?.heads).toHaveLength(2);
  });

  test('held, declined and late changes are listed apart', () => {
    const decision = { by: budi as PersonId, reason: 'Terlambat.', at: '2026-03-05T10:00:00+07:00' };
    const view = readVisit(
      state(
        register(feeName, change(full, { standing: { kind: 'held', because: 'after-approval' } })),
        register(
          'answer/1/office/a',
          change(full, {
            standing: { kind: 'declined', because: 'after-approval', decision: { ...decision, decision: 'declined' } },
          }),
        ),
        register(
          'answer/1/office/b',
          change(full, {
            standing: { kind: 'taken-in', because: 'after-approval', decision: { ...decision, decision: 'taken-in' } },
          }),
        ),
        register('answer/1/office/c', change(none, { standing: { kind: 'accepted', late: true } })),
      ),
    );
    expect(view.held.map((line) => line.register)).toEqual([feeName]);
    expect(view.declined.map((line) => line.register)).toEqual(['answer/1/office/a']);
    expect(view.late.map((line) => line.register)).toEqual(['answer/1/office/b', 'answer/1/office/c']);
    expect(view.answers.get(feeKey as never)?.value ?? null).toBeNull();
  });

  test('who was planned and has joined by a code takes part, and nothing is to be settled', () => {
    const joined = change({ joinKey: 'a'.repeat(32) });
    const both = readVisit(state(register(`member/${rani}`, change({}), joined)));
    expect([both.members, both.conflicts]).toEqual([[rani], []]);
    const removed = readVisit(state(register(`member/${rani}`, change({ removed: { reason: 'Pindah' } }), joined)));
    expect(removed.conflicts).toHaveLength(1);
  });

  test('a member who was removed is among the removed', () => {
    const view = readVisit(
      state(register(`member/${rani}`, change({})), register(`member/${budi}`, change({ removed: reason }))),
    );
    expect([view.members, view.removedMembers]).toEqual([[rani], [budi]]);
  });

  test('of two plans for a sample the larger open one holds, so that the interval stays wide enough', () => {
    const plans = [{ target: 30 }, { target: 12 }, { target: 50, closed: reason }];
    const view = readVisit(state(register('sample/user', ...plans.map((plan) => change(plan)))));
    expect([...view.samples.values()]).toEqual([{ target: 30 }]);
  });

  test('subjects come by kind and number; withdrawn ones stay', () => {
    const view = readVisit(
      state(
        register('subject/u2', change({ kind: 'user', number: 2 })),
        register('subject/u1', change({ kind: 'user', number: 1, withdrawn: reason })),
        register('subject/p1', change({ kind: 'product', number: 1 })),
      ),
    );
    expect(view.subjects.map((subject) => subject.id)).toEqual(['p1', 'u1', 'u2']);
  });

  test('an entry in conflict stays visible by one of its values', () => {
    const id = '55555555-5555-4555-8555-555555555555';
    const view = readVisit(
      state(
        register(
          `official/${id}`,
          change({ name: 'Ibu Sari', post: 'Kepala' }),
          change({ name: 'Ibu Sari', post: 'Kepala Dinas' }),
        ),
      ),
    );
    expect(view.officials).toHaveLength(1);
    expect(view.officials[0]?.value?.name).toBe('Ibu Sari');
    expect(view.conflicts).toHaveLength(1);
  });

  test('a second scorer’s round is not the assessors’', () => {
    expect(readVisit(state(register('answer/2/office/fee', change(full)))).answers.size).toBe(0);
  });
});

describe('what a newer version wrote', () => {
  test('in a register unknown here makes the visit provisional and is skipped', () => {
    const later = change({ any: 'thing' });
    const view = readVisit(state(register(feeName, change(full)), register('weather/1', later)));
    expect(view).toMatchObject({ isProvisional: true, notUnderstood: [later.id] });
    expect(view.answers.size).toBe(1);
  });

  test('as a value unknown here makes it provisional and is skipped', () => {
    const view = readVisit(state(register(feeName, change({ kind: 'spoken', words: 'ya' }))));
    expect(view.isProvisional).toBe(true);
    expect([...view.answers.values()][0]?.value).toBeNull();
  });

  test('as a further member is kept', () => {
    const [field] = [...readVisit(state(register(feeName, change({ ...full, sure: 'very' })))).answers.values()];
    expect(field?.value).toEqual({ ...full, sure: 'very' });
  });

  test('as a line of the log makes it provisional', () => {
    expect(readVisit({ ...emptyVisit, unknownLines: 1 }).isProvisional).toBe(true);
  });
});

test('a register is read once for as long as its state lives', () => {
  const fee = register(feeName, change(full));
  expect(readRegister(fee)).toBe(readRegister(fee));
  expect(readRegister({ ...fee })).not.toBe(readRegister(fee));
});
