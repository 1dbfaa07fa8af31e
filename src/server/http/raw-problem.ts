import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem, type ProblemBody, problems } from '#protocol/problems.ts';
import { problemBody } from './problem-response.ts';

/** What Node itself refuses never becomes a request: the answer is written onto the connection, which then ends. */
export function answerBroken(error: Error, socket: Duplex): void {
  if (!socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const body = bodyFor('code' in error ? error.code : null);
  // Not destroyed at once: a reset could overtake the answer.
  socket.end(rawProblem(body), () => socket.destroy());
}

/** CONNECT would make a tunnel of the connection. */
export function refuseTunnel(_request: unknown, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end(rawProblem(problemBody(new Problem('methodNotAllowed'))), () => socket.destroy());
}

function bodyFor(code: unknown): ProblemBody {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { ...problemBody(new Problem('tooLarge', { detail: 'The headers are too large.' })), status: 431 };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return problemBody(new Problem('tooLarge', { detail: 'The chunk extensions are too large.' }));
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problemBody(new Problem('tooSlow'));
    default:
      return problemBody(new Problem('malformed', { detail: 'This is not HTTP/1.1.' }));
  }
}

function rawProblem(problem: ProblemBody): string {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** An address or a Host header from which no URL can be made. */
export function answerUnreadable(): Response {
  const problem = problemBody(new Problem('malformed', { detail: 'The address or the Host header makes no URL.' }));
  return new Response(JSON.stringify(problem), {
    status: problems.malformed.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
