import { describe, expect, test } from 'vitest';
import { canRead, canWrite, refuseCommand, type Standing } from './permissions.ts';
import { Action, actions, editableStatuses, Status } from './status.ts';

const member: Standing = { roles: ['assessor'], isMember: true, hasAssessed: true };
const supervisor: Standing = { roles: ['supervisor'], isMember: false, hasAssessed: false };
const outsider: Standing = { roles: ['assessor'], isMember: false, hasAssessed: false };

describe('writing', () => {
  test('members answer while the visit is with them, and in no other status', () => {
    for (const status of Status.options)
      expect(canWrite(member, status, 'answer')).toBe(editableStatuses.includes(status));
  });

  test('a supervisor never answers, but plans the sample and the team', () => {
    for (const status of Status.options) expect(canWrite(supervisor, status, 'answer')).toBe(false);
    expect(canWrite(supervisor, 'draft', 'sample')).toBe(true);
    expect(canWrite(supervisor, 'draft', 'member')).toBe(true);
  });

  test('a supervisor marks answers only while the visit is submitted', () => {
    expect(Status.options.filter((status) => canWrite(supervisor, status, 'review'))).toEqual(['submitted']);
    expect(canWrite(member, 'submitted', 'review')).toBe(false);
  });

  test('both comment at any time; an outsider does nothing', () => {
    for (const status of Status.options) {
      expect(canWrite(member, status, 'comment')).toBe(true);
      expect(canWrite(supervisor, status, 'comment')).toBe(true);
      expect(canWrite(outsider, status, 'comment')).toBe(false);
    }
  });
});

describe('reading', () => {
  test('is for members and for those who supervise', () => {
    expect([member, supervisor, outsider].map(canRead)).toEqual([true, true, false]);
    expect(canRead({ ...outsider, roles: ['administrator'] })).toBe(true);
  });
});

describe('commands', () => {
  test('are taken exactly in the statuses of the table', () => {
    for (const action of Action.options) {
      const actor = actions[action].by === 'member' ? member : supervisor;
      const allowed = Status.options.filter((status) => refuseCommand(actor, status, action) === null);
      expect(allowed.toSorted()).toEqual([...actions[action].from].sort());
    }
  });

  test('nobody approves or returns a visit they take part in or have assessed', () => {
    const both: Standing = { roles: ['assessor', 'supervisor'], isMember: true, hasAssessed: true };
    expect(refuseCommand(both, 'submitted', 'approve')).toBe('ownVisit');
    expect(refuseCommand(both, 'submitted', 'return')).toBe('ownVisit');
    expect(refuseCommand({ ...supervisor, hasAssessed: true }, 'submitted', 'approve')).toBe('ownVisit');
  });

  test('who may not do it at all is told that, whatever the status', () => {
    expect(refuseCommand(member, 'approved', 'publish')).toBe('notAllowed');
    expect(refuseCommand(supervisor, 'approved', 'submit')).toBe('notAllowed');
  });
});
