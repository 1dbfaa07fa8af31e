import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Served {
  readonly type: string;
  readonly body: string | Buffer;
}

/** Stands before a server, hands everything on and counts what goes over the wire, heads included. Also serves the page that measures. */
export class CountingProxy {
  readonly #server = createServer((from, to) => this.#answer(from, to));
  readonly #sockets = new Set<Socket>();
  readonly #pages: ReadonlyMap<string, Served>;
  readonly #target: number;
  #closedBytes = 0;
  requests = 0;
  /** While it is, nothing reaches the server. */
  isCut = false;

  private constructor(target: number, pages: ReadonlyMap<string, Served>) {
    this.#target = target;
    this.#pages = pages;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        this.#closedBytes += socket.bytesRead + socket.bytesWritten;
      });
    });
  }

  static async start(target: number, pages: ReadonlyMap<string, Served>): Promise<CountingProxy> {
    const proxy = new CountingProxy(target, pages);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get bytes(): number {
    let open = 0;
    for (const { bytesRead, bytesWritten } of this.#sockets) open += bytesRead + bytesWritten;
    return this.#closedBytes + open;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(from: IncomingMessage, to: ServerResponse): void {
    const page = this.#pages.get(from.url ?? '');
    if (page !== undefined) {
      to.writeHead(200, { 'content-type': page.type }).end(page.body);
      return;
    }
    if (this.isCut) {
      from.destroy();
      return;
    }
    this.requests += 1;
    const { method = 'GET', url = '/', headers } = from;
    const onward = request({ host: '127.0.0.1', port: this.#target, method, path: url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', () => to.destroy());
    to.on('close', () => onward.destroy());
    from.pipe(onward);
  }
}
