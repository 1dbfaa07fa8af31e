import { Problem, type ProblemCode } from '#protocol/problems.ts';

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query under the server's origin, `/api/…`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as they are, instead of a body. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** The reply is given up after this; 20 s unless told. */
  readonly timeoutMs?: number;
}

export interface TransportReply {
  /** The parsed JSON of a 2xx answer, null for an empty one. Nothing is believed of it before it went through a schema. */
  readonly body: unknown;
}

/** The way to the server. Rejects with a `Problem` that the server named, or with `Unreachable`. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportReply>;
  /** Bytes of a photo; their hash is checked by the caller. */
  bytes(path: string): Promise<ArrayBuffer>;
}

/** No answer that can be believed: no network, no reply in time, or something else answered (a captive portal also says 200). */
export class Unreachable extends Error {
  readonly because: 'network' | 'timeout' | 'notOurs';
  readonly retryAfterMs: number | null;

  constructor(
    because: 'network' | 'timeout' | 'notOurs',
    options: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(`No answer from the server: ${because}.`, { cause: options.cause });
    this.name = 'Unreachable';
    this.because = because;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** A problem as the server told it, with the pause it asked for and what it advises. */
export class ServerProblem extends Problem {
  readonly retryAfterMs: number | null;
  readonly advice: string | undefined;
  /** As the server wrote it: a newer server may name a problem that this version files under a neighbouring one. */
  readonly serverCode: string;

  constructor(
    code: ProblemCode,
    more: {
      serverCode: string;
      detail?: string;
      advice?: string | undefined;
      issues?: readonly { path: string; message: string }[];
      retryAfterMs: number | null;
    },
  ) {
    super(code, more);
    this.retryAfterMs = more.retryAfterMs;
    this.advice = more.advice;
    this.serverCode = more.serverCode;
  }
}
