import { ServerProblem } from './transport.ts';

/** To this person it does not exist, or not any more; or the server does not know the address yet. */
export function isNotForUs(error: unknown): boolean {
  return error instanceof ServerProblem && (error.code === 'notFound' || error.code === 'notAllowed');
}
