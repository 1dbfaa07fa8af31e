import { problems } from '#protocol/problems.ts';
import { ServerProblem, Unreachable } from './transport.ts';

const firstMs = 2_000;
const longestMs = 5 * 60_000;

/** Doubles with every failure, between half and the whole of it by chance; never sooner than the server asked. */
export function backoffMs(failures: number, random: () => number, retryAfterMs: number | null): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 20));
  const jittered = whole / 2 + (whole / 2) * random();
  return Math.round(Math.max(jittered, retryAfterMs ?? 0));
}

/** What the engine does after a round that failed. */
export type Setback =
  | { readonly kind: 'signIn' }
  | { readonly kind: 'wait'; readonly because: 'serverBusy' | 'unreachable'; readonly retryAfterMs: number | null }
  | { readonly kind: 'fault'; readonly error: unknown };

export function setbackOf(error: unknown): Setback {
  if (error instanceof Unreachable) return { kind: 'wait', because: 'unreachable', retryAfterMs: error.retryAfterMs };
  if (!(error instanceof ServerProblem)) return { kind: 'fault', error };
  if (problems[error.code].retry === 'afterSignIn') return { kind: 'signIn' };
  return { kind: 'wait', because: 'serverBusy', retryAfterMs: error.retryAfterMs };
}
