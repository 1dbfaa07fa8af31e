import { expect, test } from 'vitest';
import { counted, countedNoun, plural } from './plural.ts';

test('English counts one thing, and no or many things', () => {
  expect([0, 1, 2, 21].map((count) => counted(count, 'photo', 'photos'))).toEqual([
    '0 photos',
    '1 photo',
    '2 photos',
    '21 photos',
  ]);
  expect(plural('1', 'waits', 'wait')).toBe('waits');
  expect(counted('1,001', 'change', 'changes')).toBe('1,001 changes');
});

test('a noun of the instrument takes its plural', () => {
  expect(countedNoun('4', 'officer')).toBe('4 officers');
  expect(countedNoun('1', 'officer')).toBe('1 officer');
  expect(countedNoun('2', 'company')).toBe('2 companies');
  expect(countedNoun('2', 'survey')).toBe('2 surveys');
  expect(countedNoun('3', 'business')).toBe('3 businesses');
});
