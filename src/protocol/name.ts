import * as z from 'zod/mini';

export const Name = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
