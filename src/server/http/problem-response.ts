import { HTTPException } from 'hono/http-exception';
import { Problem, type ProblemBody, type ProblemCode, problems } from '#protocol/problems.ts';
import { DatabaseUnavailable } from '../db/database.ts';
import type { Log } from '../log.ts';
import { advice, titles } from './problem-words.ts';

/** The answer to an expected failure (RFC 9457). */
export function problemResponse(problem: Problem): Response {
  const { status } = problems[problem.code];
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (problem.retryAfterSeconds !== undefined) headers.set('retry-after', String(problem.retryAfterSeconds));
  return new Response(JSON.stringify(problemBody(problem)), { status, headers });
}

export function problemBody(problem: Problem): ProblemBody {
  const { code, detail, issues } = problem;
  const advised: string | undefined = advice[code];
  return {
    type: `urn:tilik:problem:${code}`,
    code,
    title: titles[code],
    status: problems[code].status,
    ...(detail === undefined ? {} : { detail }),
    ...(advised === undefined ? {} : { advice: advised }),
    ...(issues === undefined ? {} : { issues: [...issues] }),
  };
}

/** Any failure as a problem. What nobody expected is logged with its cause and told to the client without it. */
export function asProblem(error: unknown, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable) {
    log({ level: 'error', message: 'The database could not be used.', error });
    return new Problem('serverBusy', { retryAfterSeconds: 2 });
  }
  // Text with a NUL in it, which PostgreSQL cannot hold, can only have come from the request.
  if (error instanceof Error && 'code' in error && error.code === '22021') {
    return new Problem('malformed', { detail: 'The text holds a NUL character.' });
  }
  if (error instanceof HTTPException && error.status < 500)
    return new Problem(codeOf(error.status), { detail: error.message });
  log({ level: 'error', message: 'A request failed unexpectedly.', error });
  return new Problem('serverFault');
}

function codeOf(status: number): ProblemCode {
  switch (status) {
    case 401:
      return 'signedOut';
    case 403:
      return 'notAllowed';
    case 404:
      return 'notFound';
    case 405:
      return 'methodNotAllowed';
    case 413:
      return 'tooLarge';
    case 415:
      return 'wrongMediaType';
    default:
      return 'malformed';
  }
}
