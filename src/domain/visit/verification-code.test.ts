import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newVerificationCode, printVerificationCode, readVerificationCode } from './verification-code.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

test('a code is read back as it was printed', () => {
  const codes = Array.from({ length: 200 }, () => newVerificationCode(random));
  for (const code of codes) expect(readVerificationCode(printVerificationCode(code))).toBe(code);
  expect(new Set(codes).size).toBe(codes.length);
});

test('every letter comes up equally often over all bytes', () => {
  const counts = new Map<string, number>();
  for (let first = 0; first < 256; first++) {
    const [letter = ''] = newVerificationCode((length) => new Uint8Array(length).fill(first));
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
});

test.each([
  ['7kq2m-9xd4t-b0w8c-e5rzv', '7KQ2M9XD4TB0W8CE5RZV'],
  [' 7KQ2M 9XD4T BOW8C E5RZV ', '7KQ2M9XD4TB0W8CE5RZV'],
  ['IL01O-00000-00000-00000', '11010000000000000000'],
])('what is easily mistaken is read as it was meant: %s', (typed, code) => {
  expect(readVerificationCode(typed)).toBe(code);
});

test.each(['', '7KQ2M', '7KQ2M-9XD4T-B0W8C-E5RZU', '7KQ2M-9XD4T-B0W8C-E5RZV-1', '../../../../etc/passwd'])(
  'what cannot be a code is none: "%s"',
  (typed) => {
    expect(readVerificationCode(typed)).toBeNull();
  },
);
