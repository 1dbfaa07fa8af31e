export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The first whole answer in the bytes of a connection, or null while there is none. */
export function readAnswer(bytes: Buffer, isHead: boolean, hasEnded: boolean): Answer | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  if (Number.isNaN(status)) return null;
  const rest = bytes.subarray(headEnd + 4);
  // "100 Continue" comes before the answer.
  if (status < 200) return readAnswer(rest, isHead, hasEnded);
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = bodyOf(rest, headers, isHead || status === 204 || status === 304, hasEnded);
  return body === null ? null : { kind: 'answer', status, headers, body };
}

function bodyOf(
  rest: Buffer,
  headers: ReadonlyMap<string, string>,
  isBodiless: boolean,
  hasEnded: boolean,
): Buffer | null {
  // An event stream has no end: that it began is the answer.
  if (isBodiless || headers.get('content-type')?.startsWith('text/event-stream')) return Buffer.alloc(0);
  const length = headers.get('content-length');
  if (length !== undefined) return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : null;
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(rest);
  return hasEnded ? rest : null;
}

function readChunks(rest: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = rest.indexOf('\r\n', at);
    if (end < 0) return null;
    const size = Number.parseInt(rest.subarray(at, end).toString('latin1'), 16);
    if (rest.length < end + 2 + size + 2) return null;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(rest.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
