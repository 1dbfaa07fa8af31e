/** Whose session a request carries. */
export const actors = [
  'nobody',
  'member',
  'assessor',
  'supervisor',
  'administrator',
  'foreignAssessor',
  'foreignSupervisor',
  'foreignAdministrator',
  'ended',
  'garbage',
] as const;
export type Actor = (typeof actors)[number];

/** A change of a visit sealed with a valid signature, so that only what is in it is wrong. */
export interface HostileSeal {
  readonly register: string;
  readonly value: unknown;
  readonly visit: 'visit' | 'foreignVisit' | 'new';
  readonly damage: ((batch: unknown) => unknown) | null;
}

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'seal'; readonly seal: HostileSeal };

/** How the body is put on the wire. Everything but `whole` and `chunked` breaks HTTP in one way. */
export type Framing =
  | 'whole'
  | 'chunked'
  | 'announcesMore'
  | 'announcesLess'
  | 'badLength'
  | 'twoLengths'
  | 'lengthAndChunks'
  | 'badChunk'
  | 'chunksStop'
  | 'drips'
  | 'leaves'
  /** The head of the request is the body's bytes. */
  | 'raw';

/** One request as it follows from seed and number: the ids of the run are put in for their stand-ins later. */
export interface HostileRequest {
  readonly number: number;
  readonly route: string;
  readonly kind: string;
  readonly actor: Actor;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Body;
  readonly framing: Framing;
}

/** Must be answered whole; the others may also find their connection closed. */
export function mustBeAnswered({ framing }: HostileRequest): boolean {
  return framing === 'whole' || framing === 'chunked';
}
