import { expect, test } from 'vitest';
import { hashChosenPassword, isKnownPassword } from './known-password.ts';

const names = ['Siti Rahmawati', 'asesor1'];

test.for([
  'password123',
  'QWERTYUIOP',
  '1234567890',
  'manchester',
  'manchester!!',
  'Indonesia2026',
  'bismillah-123',
  'aaaaaaaaaaaa',
  '1212121212',
  'sitirahmawati',
  'Rahmawati-1990',
  'asesor-11111',
])('%s is known', (password) => {
  expect(isKnownPassword(password, names)).toBe(true);
});

test.for(['angin pagi di teluk', 'rahasia-panjang', 'kunjungan-pagi-2026', 'kuda laut membaca koran', 'x9$Qm2!vLp0z'])(
  '%s is not',
  (password) => {
    expect(isKnownPassword(password, names)).toBe(false);
  },
);

test('a known one is refused with its code, another is hashed', async () => {
  await expect(hashChosenPassword('password123', [])).rejects.toMatchObject({ code: 'knownPassword' });
  expect(await hashChosenPassword('angin pagi di teluk', names)).toMatch(/^\$argon2id\$/);
});
