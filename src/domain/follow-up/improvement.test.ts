import { expect, test } from 'vitest';
import { actionsIn, ImprovementAction, ImprovementStatus, isOverdue, statusAfter } from './improvement.ts';

test('from every status something can be done, and every action leads somewhere', () => {
  for (const status of ImprovementStatus.options) expect(actionsIn(status)).not.toEqual([]);
  for (const action of ImprovementAction.options)
    expect(ImprovementStatus.options.some((status) => statusAfter(status, action) !== null)).toBe(true);
});

test('what was verified is not reported again without being reopened', () => {
  expect(actionsIn('verified')).toEqual(['reopen']);
  expect(actionsIn('open')).toEqual(['report', 'verify', 'drop']);
  expect(actionsIn('reported')).toEqual(['verify', 'return', 'drop']);
});

test('late is what is open after its day', () => {
  expect(isOverdue({ status: 'open', dueOn: '2026-11-24' }, '2026-11-25')).toBe(true);
  expect(isOverdue({ status: 'open', dueOn: '2026-11-25' }, '2026-11-25')).toBe(false);
  expect(isOverdue({ status: 'reported', dueOn: '2026-11-24' }, '2026-11-25')).toBe(false);
  expect(isOverdue({ status: 'open', dueOn: null }, '2026-11-25')).toBe(false);
});
