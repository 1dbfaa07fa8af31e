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
  return ({ visit, sha256, mime, blob, uploadUrl, onUrl, onProgress }: PhotoUpload) =>
    new Promise((resolve, reject) => {
      let stall: ReturnType<typeof setTimeout> | undefined;
      const settle = (then: () => void): void => {
        clearTimeout(stall);
        then();
      };
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
        stall = setTimeout(() => {
          void upload.abort().then(
            () => reject(new Unreachable('timeout')),
            () => reject(new Unreachable('timeout')),
          );
        }, stalledMs);
      };
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
  if (problem === null) return new Unreachable('notOurs', { retryAfterMs, cause: error });
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
