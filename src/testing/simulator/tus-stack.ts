import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import type { Answer, Asked } from './network.ts';

type Send = (asked: Asked) => Promise<Answer>;

/** Carries the requests of the real upload client over the simulated network. */
export class TusStack implements HttpStack {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  getName(): string {
    return 'simulated';
  }

  createRequest(method: string, url: string): HttpRequest {
    return new StackRequest(this.#send, method, url);
  }
}

class StackRequest implements HttpRequest {
  readonly #send: Send;
  readonly #method: string;
  readonly #url: string;
  readonly #headers: Record<string, string> = {};

  constructor(send: Send, method: string, url: string) {
    this.#send = send;
    this.#method = method;
    this.#url = url;
  }

  getMethod(): string {
    return this.#method;
  }

  getURL(): string {
    return this.#url;
  }

  setHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getHeader(name: string): string | undefined {
    return this.#headers[name];
  }

  setProgressHandler(): void {}

  async send(body: unknown): Promise<HttpResponse> {
    const { pathname, search } = new URL(this.#url);
    const bytes = body instanceof Uint8Array ? Uint8Array.from(body) : null;
    const answer = await this.#send({
      method: this.#method,
      path: pathname + search,
      headers: this.#headers,
      body: bytes,
    });
    return {
      getStatus: () => answer.status,
      getHeader: (name) => answer.headers.get(name) ?? undefined,
      getBody: () => Buffer.from(answer.bytes).toString(),
      getUnderlyingObject: () => null,
    };
  }

  async abort(): Promise<void> {}

  getUnderlyingObject(): null {
    return null;
  }
}
