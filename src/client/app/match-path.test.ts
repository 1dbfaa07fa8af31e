import { expect, test } from 'vitest';
import { matchPath } from './match-path.ts';

test('a path without names matches itself alone', () => {
  expect(matchPath('/', '/')).toEqual({});
  expect(matchPath('/kunjungan/baru', '/kunjungan/baru')).toEqual({});
  expect(matchPath('/', '/kunjungan')).toBeNull();
  expect(matchPath('/kunjungan', '/kunjungan/baru')).toBeNull();
});

test('a name takes one part, decoded, and never an empty one', () => {
  expect(matchPath('/kunjungan/:visit/tutup', '/kunjungan/a%20b/tutup')).toEqual({ visit: 'a b' });
  expect(matchPath('/kunjungan/:visit', '/kunjungan/')).toBeNull();
  expect(matchPath('/kunjungan/:visit', '/kunjungan/a/b')).toBeNull();
});

test('a part that is no text is taken as it is', () => {
  expect(matchPath('/kunjungan/:visit', '/kunjungan/%E0%A4')).toEqual({ visit: '%E0%A4' });
});
