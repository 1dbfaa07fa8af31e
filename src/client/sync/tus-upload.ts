import { DetailedError, type HttpStack, Upload } from 'tus-js-client';
import { ProblemBody, type ProblemCode, problems } from '#protocol/problems.ts';
import { protocolVersion } from '#protocol/sync.ts';
import type { PhotoUpload, UploadPhoto } from './engine-ports.ts';
import { ServerProblem, Unreachable } from './transport.ts';

/** Without a byte moved for this long the attempt is given up; the next one resumes. */
const stalledMs = 60_000;

/** Resumable upload by tus 1.0. The small photo goes whole with its creation; a broken one goes on from where the server stands. */
export function tusUpload(
  options: { origin?: string; headers?: Readonly<Record<string, string>>; httpStack?: HttpStack } = {},
): UploadPhoto {
  const { origin = '', headers = {}, httpStack } = options;
  return ({ visit, sha256, mime, blob, uploadUrl, onUrl, onProgress, signal }: PhotoUpload) =>
    new Promise((resolve, reject) => {
      let stall: ReturnType<typeof setTimeout> | undefined;
      const settle = (then: () => void): void => {
        clearTimeout(stall);
        signal.removeEventListener('abort', stop);
        then();
      };
      const giveUp = (failure: Unreachable): void => {
        const done = (): void => settle(() => reject(failure));
        void upload.abort().then(done, done);
      };
      const stop = (): void => giveUp(new Unreachable('network'));
      signal.addEventListener('abort', stop);
      const upload = new Upload(blob, {
        endpoint: `${origin}/api/evidence/uploads`,
        uploadUrl,
        metadata: { visit, sha256, mime },
        headers: { 'tilik-protocol': String(protocolVersion), ...headers },
        ...(httpStack === undefined ? {} : { httpStack }),
        uploadDataDuringCreation: true,
        fileReader: { openFile: async (opened: Blob) => sourceOf(opened) },
        // Where to go on is kept with the photo, not in localStorage; when to try again is the engine's matter.
        storeFingerprintForResuming: false,
        retryDelays: null,
        onUploadUrlAvailable: () => {
          if (upload.url !== null) onUrl(upload.url);
        },
        onProgress: (sent) => {
          watch();
          onProgress(sent);
        },
        onSuccess: () => settle(resolve),
        onError: (error) => settle(() => reject(failureOf(error))),
      });
      const watch = (): void => {
        clearTimeout(stall);
        stall = setTimeout(() => giveUp(new Unreachable('timeout')), stalledMs);
      };
      if (signal.aborted) return stop();
      watch();
      upload.start();
    });
}

/** Bytes rather than pieces of a Blob: every browser, and Node, sends those. */
function sourceOf(blob: Blob): {
  size: number;
  slice(start: number, end: number): Promise<{ value: Uint8Array; done: boolean }>;
  close(): void;
} {
  return {
    size: blob.size,
    slice: async (start, end) => ({
      value: new Uint8Array(await blob.slice(start, end).arrayBuffer()),
      // The size is known, so the end is found by counting; `done` would want a `size` on the bytes.
      done: false,
    }),
    close: () => {},
  };
}

function failureOf(error: Error): ServerProblem | Unreachable {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response === null) return new Unreachable('network', { cause: error });
  const seconds = Number(response.getHeader('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  const problem = problemIn(response.getBody());
  if (problem === null) {
    // A proxy before the server has a limit of its own: it is about this photo, the others go through.
    if (response.getStatus() === 413) return new ServerProblem('tooLarge', { serverCode: 'tooLarge', retryAfterMs });
    return new Unreachable('notOurs', { retryAfterMs, cause: error });
  }
  return new ServerProblem(problem.code, {
    serverCode: problem.code,
    retryAfterMs,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
  });
}

function problemIn(text: string): { code: ProblemCode; detail: string | undefined } | null {
  try {
    const body = ProblemBody.safeParse(JSON.parse(text));
    return body.success && isKnown(body.data.code) ? { code: body.data.code, detail: body.data.detail } : null;
  } catch {
    return null;
  }
}

function isKnown(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
