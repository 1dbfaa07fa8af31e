import { hash } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { checkPassword, hashPassword } from './password.ts';

test('a password is kept as argon2id with the parameters OWASP asks for', async () => {
  expect(await hashPassword('rahasia-panjang')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('the same password in another Unicode form is the same password', async () => {
  const stored = await hashPassword('caf\u00e9-rahasia');
  expect(await checkPassword(stored, 'cafe\u0301-rahasia')).toEqual({ isRight: true, needsRehash: false });
  expect(await checkPassword(stored, 'cafe-rahasia')).toEqual({ isRight: false, needsRehash: false });
});

test('a hash of weaker parameters is right but wants a new one', async () => {
  const weak = await hash('rahasia-panjang', { memoryCost: 8192, timeCost: 1, parallelism: 1 });
  expect(await checkPassword(weak, 'rahasia-panjang')).toEqual({ isRight: true, needsRehash: true });
});

test('nobody signs in as a user who does not exist', async () => {
  expect(await checkPassword(null, 'rahasia-panjang')).toEqual({ isRight: false, needsRehash: false });
});
