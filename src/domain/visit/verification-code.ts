import * as z from 'zod/mini';
import type { RandomBytes } from '#domain/change/change.ts';

/** Crockford's alphabet: no I, L, O or U, so that a code can be read out and typed from paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;
const groupLength = 5;

/** 20 letters and digits: 100 random bits, which nobody finds by trying. */
export const VerificationCode = z
  .string()
  .check(z.regex(/^[0-9A-HJKMNP-TV-Z]{20}$/))
  .brand<'VerificationCode'>();
export type VerificationCode = z.infer<typeof VerificationCode>;

export function newVerificationCode(randomBytes: RandomBytes): VerificationCode {
  // 256 is a multiple of 32: no letter is likelier than another.
  const letters = Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length));
  return VerificationCode.parse(letters.join(''));
}

/** As somebody typed or scanned it: any case, with or without dashes, O for 0, I and L for 1. Null for what cannot be a code. */
export function readVerificationCode(text: string): VerificationCode | null {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const code = VerificationCode.safeParse(letters);
  return code.success ? code.data : null;
}

/** As it is printed: `7KQ2M-9XD4T-B0W8C-E5RZV`. */
export function printVerificationCode(code: VerificationCode): string {
  return (code.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-');
}
