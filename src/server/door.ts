import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { Problem } from '#protocol/problems.ts';
import type { ServerConfig } from './config.ts';
import { problemBody } from './http/problem-response.ts';
import { answerBroken, answerUnreadable, refuseTunnel } from './http/raw-problem.ts';
import { StartProblem } from './start-problem.ts';

/** A server that was killed a moment ago may still be letting go of its port. */
const portFreesInMs = 3_000;
/** How long requests under way may take once the server is told to stop. */
const graceMs = 2_000;

/** What one client may take of the server before it has said anything worth an answer. */
export interface DoorLimits {
  /** From the first byte to the end of the headers. */
  readonly headersTimeoutMs: number;
  /** To the end of the body. A photo over a weak line takes minutes; where it is cut off, the upload goes on from there. */
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** How often the two above are looked at. */
  readonly checkEveryMs: number;
  readonly headerBytes: number;
  /** What comes beyond it is dropped: a client that cannot get in tries again. */
  readonly connections: number;
}

const usualLimits: DoorLimits = {
  headersTimeoutMs: 20_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 10_000,
  checkEveryMs: 5_000,
  headerBytes: 16_384,
  connections: 2_000,
};

/** `env` carries Node's own request, from which Hono reads the client's address. */
export type Fetch = (request: Request, env: object) => Response | Promise<Response>;

export interface Door {
  readonly url: string;
  /** Until this is called every request is told that the server is starting. */
  answerWith(fetch: Fetch): void;
  close(): Promise<void>;
}

/**
 * Opens the port first of all: a port that is in use is found before anything else is started, and whoever watches the server
 * sees it start.
 */
export async function openDoor(config: ServerConfig, limits: DoorLimits = usualLimits): Promise<Door> {
  let listener: RequestListener = sayStarting;
  const server = await createServer(config, limits);
  refuseBroken(server, (request, response) => listener(request, response));
  await listen(server, config);
  return {
    url: urlOf(server, config),
    answerWith: (fetch) => {
      listener = getRequestListener(fetch, { errorHandler: answerUnreadable });
    },
    close: () => close(server),
  };
}

async function createServer(config: ServerConfig, limits: DoorLimits): Promise<Server> {
  const options = {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    maxHeaderSize: limits.headerBytes,
    // Without one no URL can be made, and then the answer is a problem; Node's own would have no body.
    requireHostHeader: false,
  };
  const server = config.tls === null ? createHttpServer(options) : await createTlsServer(config.tls, options);
  server.maxConnections = limits.connections;
  return server;
}

async function createTlsServer(tls: NonNullable<ServerConfig['tls']>, options: object): Promise<Server> {
  const [cert, key] = await Promise.all([tls.certificateFile, tls.keyFile].map(readTlsFile));
  try {
    return createHttpsServer({ ...options, cert, key, minVersion: 'TLSv1.2' });
  } catch (error) {
    throw new StartProblem(
      `The certificate ${tls.certificateFile} and the key ${tls.keyFile} cannot be used: ${messageOf(error)}. Both must be PEM files, and belong together.`,
    );
  }
}

/** Every failure is a problem, also those that Node finds before there is a request. */
function refuseBroken(server: Server, listener: RequestListener): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  const listen: RequestListener = (request, response) => {
    answers.set(request.socket, response);
    listener(request, response);
  };
  server.on('request', listen);
  // An expectation that we do not know may be overlooked (RFC 9110, 10.1.1); Node would answer it without a body.
  server.on('checkExpectation', listen);
  server.on('connect', refuseTunnel);
  server.on('clientError', (error, socket) => {
    // Within an answer under way a second one would be taken for a part of it.
    const answer = answers.get(socket);
    if (answer?.headersSent === true && !answer.writableFinished) socket.destroy();
    else answerBroken(error, socket);
  });
}

function readTlsFile(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new StartProblem(`The file ${file} for TLS cannot be read (${error.code}).`);
  });
}

async function listen(server: Server, { host, port }: ServerConfig): Promise<void> {
  const giveUpAt = Date.now() + portFreesInMs;
  for (;;) {
    try {
      server.listen(port, host);
      await once(server, 'listening');
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code !== 'EADDRINUSE' || Date.now() > giveUpAt) throw listenProblem(code, host, port, error);
    }
    await wait(100);
  }
}

function listenProblem(code: unknown, host: string, port: number, error: unknown): unknown {
  switch (code) {
    case 'EADDRINUSE':
      return new StartProblem(
        `Port ${port} on ${host} is in use by another program. Stop that program, or choose another port, for example PORT=${port === 65_535 ? port - 1 : port + 1}.`,
      );
    case 'EACCES':
      return new StartProblem(`This user may not open port ${port}. Choose one above 1023, for example PORT=8080.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartProblem(`HOST=${host} is not an address of this machine. Use 127.0.0.1, or one that it has.`);
    default:
      return error;
  }
}

function urlOf(server: Server, { host, tls }: ServerConfig): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening server has an address.');
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls === null ? 'http' : 'https'}://${name}:${address.port}`;
}

const sayStarting: RequestListener = (request, response) => {
  const isForPeople = request.headers.accept?.includes('text/html') ?? false;
  response.writeHead(503, {
    'content-type': isForPeople ? 'text/plain; charset=utf-8' : 'application/problem+json',
    'retry-after': '1',
    'cache-control': 'no-store',
  });
  const problem = problemBody(new Problem('serverBusy', { detail: 'The server is starting.' }));
  response.end(isForPeople ? 'Tilik sedang dimulai. / Tilik is starting.\n' : JSON.stringify(problem));
};

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // Event streams never end of themselves.
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(force);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
