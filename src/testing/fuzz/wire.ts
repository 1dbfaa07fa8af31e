import { connect, type Socket } from 'node:net';
import type { HostileRequest } from './hostile-request.ts';
import { type Answer, readAnswer } from './read-answer.ts';

export type Outcome = Answer | { readonly kind: 'closed'; readonly received: string } | { readonly kind: 'hang' };

/** Long enough for a report as PDF on a busy machine; what takes longer is a hang. */
const deadlineMs = 45_000;

/** Sends a request as bytes on a connection of its own and waits for a whole answer, the end, or the deadline. */
export function sendRaw(url: URL, request: HostileRequest, head: Buffer, body: Buffer): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname);
    const received: Buffer[] = [];
    const isHead = Buffer.concat([head, body]).subarray(0, 5).toString('latin1') === 'HEAD ';
    let drip: NodeJS.Timeout | undefined;
    const settle = (outcome: Outcome): void => {
      clearTimeout(deadline);
      clearInterval(drip);
      socket.destroy();
      resolve(outcome);
    };
    const look = (hasEnded: boolean): void => {
      const bytes = Buffer.concat(received);
      const answer = readAnswer(bytes, isHead, hasEnded);
      if (answer !== null) settle(answer);
      else if (hasEnded) settle({ kind: 'closed', received: bytes.subarray(0, 200).toString('latin1') });
    };
    const deadline = setTimeout(() => settle({ kind: 'hang' }), deadlineMs);
    socket.on('data', (chunk) => {
      received.push(chunk);
      look(false);
    });
    socket.on('error', () => look(true));
    socket.on('close', () => look(true));
    socket.on('end', () => look(true));
    socket.once('connect', () => {
      drip = write(socket, request, head, body, () => settle({ kind: 'closed', received: '' }));
    });
  });
}

function write(
  socket: Socket,
  { framing }: HostileRequest,
  head: Buffer,
  body: Buffer,
  left: () => void,
): NodeJS.Timeout | undefined {
  if (framing === 'leaves') {
    socket.write(Buffer.concat([head, body.subarray(0, body.length >> 1)]), left);
    return;
  }
  if (framing !== 'drips') {
    socket.write(Buffer.concat([head, body]));
    return;
  }
  socket.write(head);
  let at = 0;
  return setInterval(() => socket.write(body.subarray(at, ++at)), 100);
}
