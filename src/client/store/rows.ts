import type { Change, ChangeBody, ChangeContent } from '#domain/change/change.ts';
import type { PublicKeyJwk } from '#domain/change/envelope.ts';
import type { UnknownLogItem } from '#domain/change/log.ts';
import type { SignedHead } from '#domain/change/log-head.ts';
import type { Merger } from '#domain/change/merger.ts';
import type { Erasure } from '#domain/change/redaction.ts';
import type { FoldedChange } from '#domain/change/register-state.ts';
import type { ChangeId, Epoch, InstrumentHash, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { Saw, Transition } from '#domain/visit/transition.ts';
import type { VisitLine } from './workspace.ts';

/** A change as it is, this device's own or another's. */
export interface ChangeRow {
  readonly id: ChangeId;
  readonly visit: VisitId;
  readonly content: ChangeContent;
  readonly body: ChangeBody | null;
  /** Where the body was erased: the server's word for it, which a restored server is given back. */
  readonly erasure?: Erasure | undefined;
}

/** The folded state of one register, kept beside the changes so that a visit opens with one query. */
export interface RegisterRow {
  readonly visit: VisitId;
  readonly name: string;
  readonly changes: readonly FoldedChange[];
}

/** How far this device is in a visit's log, and what of the log is not about registers. */
export interface LogRow {
  readonly visit: VisitId;
  /** Lines up to this number are folded in. */
  readonly seq: number;
  /** The newest number the server's feed has named. */
  readonly target: number;
  readonly isMember: boolean;
  /** The server no longer gives this visit to this person: it is dropped once the outbox is out. */
  readonly isLost: boolean;
  readonly transitions: readonly Transition[];
  readonly arrived: readonly Sha256[];
  /** Lines of kinds this version does not know, raw. */
  readonly unknown: readonly UnknownLogItem[];
  /** The visit that this one was merged into. */
  readonly mergedInto?: Merger;
  /** Visits that were merged into this one. Their changes are kept under their own visit. */
  readonly adoptions?: readonly Merger[];
  /** Head of the log at `seq`; not kept by the first version. */
  readonly head?: Sha256 | undefined;
  /** What the newest receipt said of a line not read yet. */
  readonly receipted?: { readonly seq: number; readonly head: Sha256 } | undefined;
  /** The feed tells of another log than this: it is looked at, though it may be no longer. */
  readonly isDoubted?: boolean | undefined;
}

/** Lines of a visit's log as they were chained, a change only by its id, with the server's word for the head after them. */
export interface LogPageRow {
  readonly visit: VisitId;
  /** Number of the first. */
  readonly from: number;
  readonly before: Sha256;
  readonly lines: readonly UnknownLogItem[];
  readonly head: SignedHead;
}

/**
 * A change that the server has not confirmed by its id. `batch` is 0 until the sealer has given it a place, and `deferredBatch`
 * while the server does not know its author.
 */
export interface OutboxRow {
  /** In order of writing; given by the database. */
  readonly order?: number;
  readonly id: ChangeId;
  readonly visit: VisitId;
  readonly batch: number;
}

export interface ReplicaRow {
  readonly key: 'current';
  readonly id: ReplicaId;
  readonly pair: CryptoKeyPair;
  readonly publicKey: PublicKeyJwk;
  /** Number and link of the newest sealed change; 0 and null before the first. */
  readonly n: number;
  readonly link: Sha256 | null;
  /** The server that knows whose it is. A backup of a replica that no server knows proves nothing about its author. */
  readonly enrolledIn?: Epoch;
}

/** A sealed batch, kept until its receipt, so that sending it again sends the same. */
export interface BatchRow {
  readonly firstN: number;
  readonly replica: ReplicaId;
  readonly prev: Sha256 | null;
  readonly signature: string;
  readonly ids: readonly ChangeId[];
}

/** A submit pressed offline. `refused` is the code with which the server declined it. */
export interface IntentRow {
  readonly visit: VisitId;
  readonly id: string;
  readonly n: number;
  readonly saw: Saw;
  readonly pressedAt: string;
  readonly refused: string | null;
  /** Changes of others that stood at the press: what is not among them came later. */
  readonly known?: readonly ChangeId[];
}

export interface EvidenceRow {
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly mime: string;
  readonly chunks: number;
  readonly keptAt: string;
  /** 0 until the server has confirmed that it holds these bytes. A number, because IndexedDB does not index booleans. */
  readonly isSent: 0 | 1;
  /** Where a resumable upload goes on. */
  readonly uploadUrl: string | null;
  /** When the server confirmed the bytes, by its own clock where it says so. The copy is kept from then on. */
  readonly sentAt?: string;
  /** When the kept copy was last asked about, by this device's clock. */
  readonly lookedAt?: string;
  /** Since when the bytes here are known not to be what was photographed. */
  readonly damagedAt?: string;
  /** The server takes everything but this one. */
  readonly refusal?: { readonly code: string; readonly at: string };
}

export interface ChunkRow {
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly at: number;
  /** At most 1 MB. A buffer, never a Blob: those fail on WebKit. */
  readonly data: ArrayBuffer;
}

/** An instrument that went through its schema before it was kept; `format` says through which. */
export interface InstrumentRow {
  readonly hash: InstrumentHash;
  readonly format: 1;
  readonly instrument: Instrument;
}

/** Single values: the directory, the feed's cursor, the server's epoch, times of the last exchange. */
export interface KeptRow {
  readonly key: string;
  readonly value: unknown;
}

export interface ReceiptRow {
  readonly order?: number;
  readonly at: string;
  readonly receipt: unknown;
}

export interface RefusedRow {
  readonly id: ChangeId;
  readonly visit: VisitId;
  readonly register: string;
  readonly code: string;
  readonly detail: string | null;
  readonly isAcknowledged: boolean;
}

/** A backup file that this tablet carries for another, as it was taken in. */
export interface CarriedRow {
  /** SHA-256 of the file. */
  readonly id: Sha256;
  readonly name: string;
  readonly bytes: number;
  readonly chunks: number;
  readonly takenAt: string;
  readonly isHandedIn: 0 | 1;
  /** What the server said of it. */
  readonly report?: unknown;
  /** Where a resumable upload goes on. */
  readonly uploadUrl: string | null;
}

export interface CarriedChunkRow {
  readonly id: Sha256;
  readonly at: number;
  readonly data: ArrayBuffer;
}

/** The part of a visit's line that comes from the folded visit; what waits to be sent is counted when the list is shown. */
export interface LineRow extends Omit<VisitLine, 'submitIntent' | 'unsentChanges' | 'unsentPhotos'> {
  /** The line of the visit's log that it takes in; behind the log's own it is made anew. */
  readonly seq: number;
}

export function changeOf(row: ChangeRow): Change {
  return { id: row.id, content: row.content, body: row.body };
}

/** A photo whose bytes are kept together with the change that names it. */
export interface KeptPhoto {
  readonly row: EvidenceRow;
  readonly chunks: readonly ChunkRow[];
}
