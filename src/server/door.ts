import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { ServerConfig } from './config.ts';
import { StartProblem } from './start-problem.ts';

/** A server that was killed a moment ago may still be letting go of its port. */
const portFreesInMs = 3_000;
/** How long requests under way may take once the server is told to stop. */
const graceMs = 2_000;

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
export async function openDoor(config: ServerConfig): Promise<Door> {
  let listener: RequestListener = sayStarting;
  const server = await createServer(config, (request, response) => listener(request, response));
  await listen(server, config);
  return {
    url: urlOf(server, config),
    answerWith: (fetch) => {
      listener = getRequestListener(fetch);
    },
    close: () => close(server),
  };
}

async function createServer(config: ServerConfig, listener: RequestListener): Promise<Server> {
  if (config.tls === null) return createHttpServer(listener);
  const [cert, key] = await Promise.all([config.tls.certificateFile, config.tls.keyFile].map(readTlsFile));
  try {
    return createHttpsServer({ cert, key }, listener);
  } catch (error) {
    throw new StartProblem(
      `The certificate ${config.tls.certificateFile} and the key ${config.tls.keyFile} cannot be used: ${messageOf(error)}. Both must be PEM files, and belong together.`,
    );
  }
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

const sayStarting: RequestListener = (_request, response) => {
  response.writeHead(503, {
    'content-type': 'text/plain; charset=utf-8',
    'retry-after': '1',
    'cache-control': 'no-store',
  });
  response.end('Tilik sedang dimulai. / Tilik is starting.\n');
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
