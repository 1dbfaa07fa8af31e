import { describe, expect, test } from 'vitest';
import type { FoldedChange, RegisterState } from '#domain/change/register-state.ts';
import { ChangeId, PersonId } from '#domain/ids.ts';
import type { Role } from './permissions.ts';
import { isValueNeeded, refuseRedaction } from './redaction.ts';

const author = PersonId.parse('33333333-3333-4333-8333-333333333333');
const [first, second] = [ChangeId.parse('a'.repeat(64)), ChangeId.parse('b'.repeat(64))];

function change(id: ChangeId, parents: readonly ChangeId[], held = false): FoldedChange {
  return {
    ...{ id, parents, depth: 1 + parents.length, author, at: '2026-03-02T09:00:00+07:00', seenN: 0 },
    value: { text: 'x' },
    isErased: false,
    standing: held ? { kind: 'held', because: 'after-approval' } : { kind: 'accepted', late: false },
  };
}

const register = (name: string): RegisterState => ({ name, changes: [change(first, []), change(second, [first])] });

describe('who erases values', () => {
  const standing = (roles: readonly Role[], part = false) => ({ roles, isMember: part, hasAssessed: part });

  test('are administrators, and supervisors of visits they took no part in', () => {
    expect(refuseRedaction(standing(['administrator'], true))).toBeNull();
    expect(refuseRedaction(standing(['supervisor']))).toBeNull();
    expect(refuseRedaction(standing(['supervisor', 'assessor'], true))).toBe('ownVisit');
    expect(refuseRedaction(standing(['assessor'], true))).toBe('notAllowed');
  });
});

describe('a value that the visit stands on', () => {
  test('is what a sealed result was made of, and free again once the visit is reopened', () => {
    for (const name of ['answer/1/office/fee', 'sample/user', 'visit/outcome']) {
      expect(isValueNeeded(register(name), second, 'approved'), name).toBe(true);
      expect(isValueNeeded(register(name), second, 'reopened'), name).toBe(false);
      expect(isValueNeeded(register(name), first, 'approved'), `${name}, overtaken`).toBe(false);
    }
  });

  test('is always what the visit is about and who takes part', () => {
    for (const name of ['visit/office', 'subject/user-1', `member/${author}`])
      expect(isValueNeeded(register(name), second, 'draft'), name).toBe(true);
  });

  test('is never a note, a comment, a photo, an official, a signature or a remark, nor what is held back', () => {
    const id = crypto.randomUUID();
    for (const name of [
      'note/1/office/fee',
      ...['comment', 'evidence', 'official', 'signature'].map((k) => `${k}/${id}`),
      'visit/remark',
    ])
      expect(isValueNeeded(register(name), second, 'final'), name).toBe(false);
    const held = { name: 'answer/1/office/fee', changes: [change(first, []), change(second, [first], true)] };
    expect(isValueNeeded(held, second, 'approved')).toBe(false);
  });
});
