import * as z from 'zod/mini';
import { maxLogoBytes } from './logo.ts';

const line = z.string().check(z.trim(), z.minLength(1), z.maxLength(160));
/** Base64 of what `inspectLogo` takes. */
const logoText = z.string().check(z.maxLength(Math.ceil(maxLogoBytes / 3) * 4), z.regex(/^[A-Za-z0-9+/]+={0,2}$/));

/** Administrator: `PUT /api/letterhead`. What the bytes are is read from the bytes. */
export const LetterheadEdit = z.looseObject({
  name: line,
  lines: z.array(line).check(z.maxLength(4)),
  logo: z.nullable(logoText),
});
export type LetterheadEdit = z.infer<typeof LetterheadEdit>;

/** `GET /api/letterhead`: what stands at the head of this organisation's reports; null until it is set. */
export const LetterheadAnswer = z.looseObject({
  kind: z.literal('letterhead'),
  letterhead: z.nullable(
    z.looseObject({
      name: z.string(),
      lines: z.array(z.string()),
      logo: z.nullable(z.looseObject({ mime: z.enum(['image/png', 'image/jpeg']), base64: z.string() })),
    }),
  ),
});
export type LetterheadAnswer = z.infer<typeof LetterheadAnswer>;
