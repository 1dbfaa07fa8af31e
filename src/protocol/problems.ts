import * as z from 'zod/mini';

/** When it makes sense to try again; the client decides by this alone. */
export type Retry = 'never' | 'later' | 'afterSignIn' | 'afterLooking' | 'afterNewReplica';

/**
 * Every problem the server can answer with: its HTTP status and whether to try again. A refused single change inside a push is
 * named by the same codes in the receipt, while the push itself succeeds.
 */
export const problems = {
  malformed: { status: 400, retry: 'never' },
  wrongProtocol: { status: 400, retry: 'never' },
  signedOut: { status: 401, retry: 'afterSignIn' },
  wrongCredentials: { status: 401, retry: 'afterSignIn' },
  /** The password was right; a code of the second step is asked for as well. */
  codeNeeded: { status: 401, retry: 'afterSignIn' },
  wrongCode: { status: 401, retry: 'afterSignIn' },
  tooManyAttempts: { status: 429, retry: 'later' },
  notAllowed: { status: 403, retry: 'never' },
  crossSite: { status: 403, retry: 'never' },
  insecure: { status: 403, retry: 'never' },
  ownVisit: { status: 403, retry: 'never' },
  notFound: { status: 404, retry: 'never' },
  methodNotAllowed: { status: 405, retry: 'never' },
  unknownInstrument: { status: 422, retry: 'never' },
  unknownOffice: { status: 422, retry: 'never' },
  changedSinceYouLooked: { status: 409, retry: 'afterLooking' },
  wrongStatus: { status: 409, retry: 'afterLooking' },
  /** The visit was made part of another one, which stands for it now. */
  merged: { status: 409, retry: 'afterLooking' },
  notTwins: { status: 409, retry: 'afterLooking' },
  unsettledConflict: { status: 409, retry: 'afterLooking' },
  notComplete: { status: 409, retry: 'afterLooking' },
  /** A value that the visit, or its sealed result, stands on is not erased as it is. */
  valueNeeded: { status: 409, retry: 'afterLooking' },
  alreadySetUp: { status: 409, retry: 'never' },
  /** Chosen by many, or made of the person’s own names. */
  knownPassword: { status: 422, retry: 'never' },
  nameTaken: { status: 409, retry: 'never' },
  /** A one-time link that was used, replaced, or is too old; or nobody may sign in by it any more. */
  invitationOver: { status: 410, retry: 'never' },
  replicaForked: { status: 409, retry: 'afterNewReplica' },
  badSignature: { status: 409, retry: 'afterNewReplica' },
  /** The request took longer to arrive than one may take. */
  tooSlow: { status: 408, retry: 'later' },
  tooLarge: { status: 413, retry: 'never' },
  wrongMediaType: { status: 415, retry: 'never' },
  /** A backup file sealed to a key whose private half this server does not have. */
  keyUnknown: { status: 422, retry: 'never' },
  otherOrganisation: { status: 422, retry: 'never' },
  notABackup: { status: 422, retry: 'never' },
  /** Nothing in it can be opened any more. */
  backupDamaged: { status: 422, retry: 'never' },
  hashMismatch: { status: 422, retry: 'later' },
  notSetUp: { status: 503, retry: 'later' },
  serverBusy: { status: 503, retry: 'later' },
  serverFault: { status: 500, retry: 'later' },
} as const satisfies Record<string, { status: number; retry: Retry }>;

export type ProblemCode = keyof typeof problems;

/** The body of every answer that is not a success, as `application/problem+json` (RFC 9457). */
export const ProblemBody = z.looseObject({
  /** `urn:tilik:problem:<code>`. */
  type: z.string(),
  code: z.string(),
  title: z.string(),
  status: z.int(),
  /** What was wrong, in English, for logs and developers. The client has its own words per code. */
  detail: z.optional(z.string()),
  /** What to do. */
  advice: z.optional(z.string()),
  /** Places in the request that were wrong. */
  issues: z.optional(z.array(z.looseObject({ path: z.string(), message: z.string() }))),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

/** An expected failure, thrown and turned into a `ProblemBody` at the edge. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly issues: readonly { path: string; message: string }[] | undefined;
  /** Becomes the header `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    more: { detail?: string; issues?: readonly { path: string; message: string }[]; retryAfterSeconds?: number } = {},
  ) {
    super(more.detail ?? code);
    this.name = 'Problem';
    this.code = code;
    this.detail = more.detail;
    this.issues = more.issues;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
