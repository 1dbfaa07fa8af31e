import { describe, expect, test } from 'vitest';
import { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { Register } from '#domain/visit/register.ts';
import type { Status } from '#domain/visit/status.ts';
import { type JudgedTransition, judgeChange } from './verdict.ts';

const answer: Register = {
  kind: 'answer',
  round: 1,
  subject: SubjectId.parse('office'),
  indicator: IndicatorId.parse('fee'),
};
const comment: Register = { kind: 'comment', id: '55555555-5555-4555-8555-555555555555' };
const member = { roles: ['assessor'], isMember: true, hasAssessed: false } as const;
const stranger = { ...member, isMember: false };
const supervisor = { roles: ['supervisor'], isMember: false, hasAssessed: false } as const;

const path = (...statuses: readonly Status[]): readonly JudgedTransition[] =>
  statuses.map((to, at) => ({ n: at + 1, to }));
const draft = { n: 0, status: 'draft' } as const;

describe('the verdict on a change', () => {
  test('a member who writes in a draft is accepted', () => {
    expect(judgeChange(draft, answer, member, false, [])).toEqual({ kind: 'accepted', late: false });
  });

  test('written before its author knew of the submit, it is accepted and marked late', () => {
    expect(judgeChange(draft, answer, member, false, path('submitted'))).toEqual({ kind: 'accepted', late: true });
  });

  test('still late after the visit was returned meanwhile', () => {
    expect(judgeChange(draft, answer, member, false, path('submitted', 'returned'))).toEqual({
      kind: 'accepted',
      late: true,
    });
  });

  test('concurrent with an approval, it is held', () => {
    const verdict = judgeChange(draft, answer, member, false, path('submitted', 'approved'));
    expect(verdict).toEqual({ kind: 'held', because: 'after-approval' });
  });

  test('held still when the visit was reopened after that approval', () => {
    const verdict = judgeChange(draft, answer, member, false, path('submitted', 'approved', 'reopened'));
    expect(verdict).toEqual({ kind: 'held', because: 'after-approval' });
  });

  test('written in the knowledge of the return, it is accepted and not late', () => {
    const seen = { n: 2, status: 'returned' } as const;
    expect(judgeChange(seen, answer, member, false, path('submitted', 'returned'))).toEqual({
      kind: 'accepted',
      late: false,
    });
  });

  test('written in the knowledge of the submit, an answer is not permitted', () => {
    const seen = { n: 1, status: 'submitted' } as const;
    expect(judgeChange(seen, answer, member, false, path('submitted'))).toEqual({
      kind: 'held',
      because: 'not-permitted',
    });
  });

  test('someone who is no member may not answer', () => {
    expect(judgeChange(draft, answer, stranger, false, [])).toEqual({ kind: 'held', because: 'not-permitted' });
  });

  test('from someone meanwhile removed, it is held for that', () => {
    expect(judgeChange(draft, answer, stranger, true, [])).toEqual({ kind: 'held', because: 'removed-member' });
  });

  test('a status that never was is doubted', () => {
    expect(judgeChange({ n: 3, status: 'draft' }, answer, member, false, path('submitted'))).toEqual({
      kind: 'held',
      because: 'unknown-status',
    });
    expect(judgeChange({ n: 1, status: 'returned' }, answer, member, false, path('submitted'))).toEqual({
      kind: 'held',
      because: 'unknown-status',
    });
  });

  test('a comment is accepted even after an approval', () => {
    const seen = { n: 2, status: 'approved' } as const;
    expect(judgeChange(seen, comment, supervisor, false, path('submitted', 'approved', 'published'))).toEqual({
      kind: 'accepted',
      late: false,
    });
  });

  test('a register of a newer version is judged as an answer', () => {
    expect(judgeChange(draft, null, member, false, [])).toEqual({ kind: 'accepted', late: false });
    expect(judgeChange(draft, null, stranger, false, [])).toEqual({ kind: 'held', because: 'not-permitted' });
  });
});
