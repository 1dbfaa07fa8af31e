import * as z from 'zod/mini';
import { Instant } from '#domain/ids.ts';

/** Six digits of the app, or a recovery code; spaces and hyphens do not matter. */
export const SecondFactorCode = z.string().check(z.minLength(6), z.maxLength(40));

/** `GET /api/session/second-factor`. */
export const SecondFactorState = z.looseObject({
  kind: z.literal('second-factor'),
  /** Null where the person signs in by the password alone. */
  since: z.nullable(Instant),
  recoveryCodesLeft: z.int(),
});
export type SecondFactorState = z.infer<typeof SecondFactorState>;

/** `POST /api/session/second-factor`: begins; it counts only once a code of it was given. */
export const SecondFactorRequest = z.looseObject({ password: z.string().check(z.maxLength(1000)) });
export const SecondFactorSecret = z.looseObject({
  kind: z.literal('second-factor-secret'),
  /** `otpauth://totp/…`, for a QR code. */
  uri: z.string(),
  /** The same secret in base32, for typing. */
  secret: z.string(),
});
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>;

/** `POST /api/session/second-factor/confirm`: from now on it is asked for. The recovery codes are told this once. */
export const SecondFactorConfirmation = z.looseObject({ code: SecondFactorCode });
export const RecoveryCodes = z.looseObject({ kind: z.literal('recovery-codes'), codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
