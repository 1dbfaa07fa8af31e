import { ProblemBody, type ProblemCode, problems } from '#protocol/problems.ts';
import { protocolVersion } from '#protocol/sync.ts';
import { ServerProblem, type Transport, type TransportRequest, Unreachable } from './transport.ts';

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const defaultTimeoutMs = 20_000;
/** Characters of a body. A single tap is less, and goes as it is. */
const worthPacking = 1_500;

/** The transport over `fetch`. `origin` is empty in the browser; tests pass one, or a `fetch` that calls the server in-process. */
export function httpTransport(
  options: { fetch?: Fetch; origin?: string; headers?: Readonly<Record<string, string>> } = {},
): Transport {
  const { origin = '', headers = {} } = options;
  // Told by any answer; a server that has not said so gets plain text.
  let takesGzip = false;
  // Called through a closure: `fetch` must not be called as a method of something else.
  const call: Fetch = options.fetch ?? ((url, init) => fetch(url, init));

  async function exchange<T>(request: TransportRequest, read: (response: Response) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
    const text = request.body === undefined ? '' : JSON.stringify(request.body);
    const packed = takesGzip && text.length >= worthPacking ? await gzipped(text) : null;
    const init: RequestInit = {
      method: request.method,
      signal,
      // Personal answers stay out of the HTTP cache, and a portal's redirect is not followed to its own page.
      cache: 'no-store',
      redirect: 'error',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'tilik-protocol': String(protocolVersion),
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(packed === null ? {} : { 'content-encoding': 'gzip' }),
        ...(request.bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...headers,
      },
      ...(request.body === undefined ? {} : { body: packed ?? text }),
      ...(request.bytes === undefined ? {} : { body: request.bytes }),
    };
    try {
      const response = await call(origin + request.path, init);
      takesGzip ||= response.headers.get('accept-encoding')?.includes('gzip') ?? false;
      if (!response.ok) throw await problemOf(response);
      return await read(response);
    } catch (error) {
      if (error instanceof ServerProblem || error instanceof Unreachable) throw error;
      throw new Unreachable(signal.aborted ? 'timeout' : 'network', { cause: error });
    }
  }

  return {
    send: (request) => exchange(request, async (response) => ({ body: await jsonOf(response) })),
    bytes: (path) => exchange({ method: 'GET', path, timeoutMs: 60_000 }, (response) => response.arrayBuffer()),
  };
}

/** Null where the browser cannot. */
async function gzipped(text: string): Promise<ArrayBuffer | null> {
  if (typeof CompressionStream !== 'function') return null;
  return await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Unreachable('notOurs', { cause });
  }
}

async function problemOf(response: Response): Promise<ServerProblem | Unreachable> {
  const retryAfterMs = retryAfterOf(response);
  const body = ProblemBody.safeParse(await jsonOf(response).catch(() => null));
  if (!body.success) return new Unreachable('notOurs', { retryAfterMs });
  const { code, detail, advice, issues } = body.data;
  return new ServerProblem(isKnown(code) ? code : neighbourOf(response.status), {
    serverCode: code,
    retryAfterMs,
    ...(detail === undefined ? {} : { detail }),
    ...(issues === undefined ? {} : { issues }),
    advice,
  });
}

function retryAfterOf(response: Response): number | null {
  const header = response.headers.get('retry-after');
  if (header === null) return null;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function isKnown(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

function neighbourOf(status: number): ProblemCode {
  if (status === 401) return 'signedOut';
  if (status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  if (status === 409) return 'changedSinceYouLooked';
  if (status === 429 || status === 503) return 'serverBusy';
  return status >= 500 ? 'serverFault' : 'malformed';
}

/** The one transport of the running app. */
export const serverTransport: Transport = httpTransport();
