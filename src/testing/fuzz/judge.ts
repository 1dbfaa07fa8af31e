import { ProblemBody, problems } from '#protocol/problems.ts';
import type { RouteDescription } from '#server/routes/route-description.ts';
import { type HostileRequest, mustBeAnswered } from './hostile-request.ts';
import type { Answer } from './read-answer.ts';
import type { Outcome } from './wire.ts';

/** In no answer, whatever was asked: stacks, paths, statements, the words of PostgreSQL, and another organisation's secret. */
const internals = [
  /\n\s+at .*[(:]/,
  /node_modules|node:internal|file:\/\/|\.ts:\d/,
  /\b(SELECT|UPDATE|INSERT INTO|DELETE FROM)\s+\S+\s+(FROM|SET|VALUES|WHERE)\b/,
  /relation "|column "|syntax error at|duplicate key|violates .* constraint|invalid input syntax|invalid byte sequence/,
  /ECONN|ENOENT|EACCES|EISDIR|ENAMETOOLONG|pg_|tilik-fuzz/,
];

/** Written into what the bystander organisation holds; nobody who asks belongs to it. */
export const neighboursSecret = 'RAHASIA-TETANGGA-7319';

/** What is wrong with an outcome; null where nothing is. */
export function wrongWith(request: HostileRequest, route: RouteDescription, outcome: Outcome): string | null {
  if (outcome.kind === 'hang') return 'hang';
  if (outcome.kind === 'closed') {
    return mustBeAnswered(request) ? `the connection ended without an answer (${outcome.received})` : null;
  }
  const text = outcome.body.toString('utf8');
  if (text.includes(neighboursSecret)) return "the answer holds another organisation's data";
  if (outcome.status >= 500) return `status ${outcome.status}: ${text.slice(0, 300)}`;
  if (outcome.status >= 400) return wrongWithProblem(request, route, outcome, text);
  return request.framing === 'raw' ? null : wrongWithSuccess(route, outcome, text);
}

function wrongWithProblem(
  { method }: HostileRequest,
  { response }: RouteDescription,
  { status, headers }: Answer,
  text: string,
): string | null {
  if (method === 'HEAD' && text === '') return null;
  const plain = text.replaceAll('\\"', '"').replaceAll('\\n', '\n');
  const leaked = internals.find((pattern) => pattern.test(plain));
  if (leaked !== undefined) return `internals in the answer (${leaked}): ${text.slice(0, 400)}`;
  const type = headers.get('content-type');
  // What people open themselves fails as a page, and so does plain HTTP beyond this machine.
  const isForPeople = status === 403 || ('mime' in response && response.mime.includes('text/html'));
  if (isForPeople && type?.startsWith('text/html')) return null;
  if (type !== 'application/problem+json') return `status ${status} is no problem but ${type}: ${text.slice(0, 200)}`;
  const problem = ProblemBody.safeParse(parsed(text));
  if (!problem.success) return `the problem does not parse: ${text.slice(0, 200)}`;
  if (!Object.hasOwn(problems, problem.data.code)) return `the code ${problem.data.code} is not in the table`;
  return problem.data.status === status ? null : `status ${status} but the problem says ${problem.data.status}`;
}

function wrongWithSuccess({ response }: RouteDescription, answer: Answer, text: string): string | null {
  if (!('schema' in response) || answer.status >= 300) return null;
  const fits = response.schema.safeParse(parsed(text));
  return fits.success ? null : `a success that is none of ${response.name}: ${text.slice(0, 300)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
