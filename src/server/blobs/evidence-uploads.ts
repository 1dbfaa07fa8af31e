import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server as TusServer, type Upload } from '@tus/server';
import * as z from 'zod/mini';
import { Sha256, VisitId } from '#domain/ids.ts';
import { Problem, problems } from '#protocol/problems.ts';
import { pushLimits } from '#protocol/sync.ts';
import type { ServerDeps } from '../deps.ts';
import { asProblem, problemBody } from '../http/problem-response.ts';
import type { Pusher } from '../visits/pusher.ts';
import { requireContributor, takeInEvidence, type UploadedPhoto } from '../visits/take-in-evidence.ts';
import type { UploadLocker } from './upload-locker.ts';

export const uploadsPath = '/api/evidence/uploads';

const Metadata = z.object({ visit: VisitId, sha256: Sha256, mime: z.literal('image/jpeg') });

/** Resumable uploads by tus 1.0. An upload's name begins with whose it is, so nobody goes on with another person's. */
export interface EvidenceUploads {
  handle(request: Request, sender: Pusher): Promise<Response>;
}

export function createEvidenceUploads(deps: ServerDeps, locker: UploadLocker): EvidenceUploads {
  const senders = new WeakMap<object, Pusher>();
  const store = new FileStore({ directory: deps.uploadFolder });

  function senderOf(request: object): Pusher {
    const sender = senders.get(request);
    if (sender === undefined) throw new Error('An upload request came around its route.');
    return sender;
  }

  const server = new TusServer({
    path: uploadsPath,
    datastore: store,
    locker,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: pushLimits.photoBytes,
    namingFunction: (request) => `${prefixOf(senderOf(request))}${randomBytes(16).toString('hex')}`,
    onIncomingRequest: async (request, id) => {
      if (!id.startsWith(prefixOf(senderOf(request)))) throw refusal(new Problem('notFound'));
    },
    onUploadCreate: (request, upload) =>
      told(deps, async () => {
        await requireContributor(deps.db, senderOf(request), photoOf(deps.uploadFolder, upload).visit);
        return {};
      }),
    onUploadFinish: (request, upload) =>
      told(deps, async () => {
        try {
          await takeInEvidence(deps, senderOf(request), photoOf(deps.uploadFolder, upload));
        } finally {
          // Kept or refused, there is nothing to go on with: a client that lost the answer finds the upload gone and asks anew.
          await discard(deps.uploadFolder, upload.id);
        }
        return {};
      }),
    onResponseError: (_request, error) => {
      if (!(error instanceof Error)) return error;
      // More bytes than announced: the one refusal of tus that is an error.
      const isTooMuch = 'status_code' in error && error.status_code === problems.tooLarge.status;
      return refusal(isTooMuch ? new Problem('tooLarge') : asProblem(error, deps.log));
    },
  });

  return {
    handle: async (request, sender) => {
      senders.set(request, sender);
      return asProblemAnswer(await server.handleWeb(request));
    },
  };
}

function prefixOf({ organisation, person }: Pusher): string {
  return `${organisation}~${person}~`;
}

function photoOf(folder: string, upload: Upload): UploadedPhoto {
  const parsed = Metadata.safeParse(upload.metadata);
  if (!parsed.success) {
    const isMime = parsed.error.issues.every((issue) => issue.path[0] === 'mime');
    throw new Problem(isMime ? 'wrongMediaType' : 'malformed', {
      detail: 'Upload-Metadata holds visit, sha256 and mime (image/jpeg).',
    });
  }
  return { ...parsed.data, file: path.join(folder, upload.id) };
}

async function discard(folder: string, id: string): Promise<void> {
  await Promise.all([rm(path.join(folder, id), { force: true }), rm(path.join(folder, `${id}.json`), { force: true })]);
}

/** Tus knows failures as a status and a body. */
async function told<T>(deps: ServerDeps, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusal(asProblem(error, deps.log));
  }
}

function refusal(problem: Problem): { status_code: number; body: string } {
  return { status_code: problems[problem.code].status, body: JSON.stringify(problemBody(problem)) };
}

const codes: Readonly<Record<number, keyof typeof problems>> = {
  403: 'notAllowed',
  404: 'notFound',
  409: 'changedSinceYouLooked',
  410: 'notFound',
  413: 'tooLarge',
  415: 'wrongMediaType',
  423: 'serverBusy',
  500: 'serverFault',
};

/** What tus refuses by itself is plain text; here every failure is a problem. Its own statuses are kept: clients go by them. */
async function asProblemAnswer(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/problem+json');
  headers.delete('content-length');
  if (text.startsWith('{')) return new Response(text, { status: response.status, headers });
  // What tus itself cannot do is asked wrongly: nothing here is out of order.
  const status = response.status === 501 ? problems.malformed.status : response.status;
  const problem = problemBody(new Problem(codes[status] ?? 'malformed', { detail: text.trim() }));
  return new Response(JSON.stringify({ ...problem, status }), { status, headers });
}
