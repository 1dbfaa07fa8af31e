import type { ReadonlySignal } from '@preact/signals';
import type { FoldedChange } from '#domain/change/register-state.ts';
import type {
  ChangeId,
  IndicatorId,
  InstrumentHash,
  OfficeId,
  PersonId,
  Sha256,
  SubjectId,
  SubjectKindId,
  VisitId,
} from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { AnswerKey, ScoreResult } from '#domain/scoring/score-types.ts';
import type { Register } from '#domain/visit/register.ts';
import type { Action, Status } from '#domain/visit/status.ts';
import type { ReturnedIndicator, Saw } from '#domain/visit/transition.ts';
import type { AnswerEntry, CapturePlace, NoteEntry } from '#domain/visit/values.ts';
import type { Completeness, Field, VisitView } from '#domain/visit/visit-view.ts';
import type { Directory } from '#protocol/directory.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import type { Session } from '#protocol/session.ts';
import type { DeviceStore, Hold } from './device.ts';
import type { ServerNotice } from './notice-of-server.ts';

/**
 * The port between the screens and what is kept: one workspace per (organisation, person, installation), one database each.
 * Screens read signals and call methods; nothing here needs a network.
 */
export interface Workspace {
  readonly session: Session;
  /** Offices, people and instruments as last fetched; null before the first fetch. */
  readonly directory: ReadonlySignal<Directory | null>;
  /** Visits on this device, newest period first. */
  readonly visits: ReadonlySignal<readonly VisitLine[]>;
  readonly sending: ReadonlySignal<SendingState>;
  /**
   * Set when this device had kept work and its database was found empty (a browser may delete a damaged one without a word). What
   * had been sent comes back by itself; the numbers say what had not, and what of it the second copy gave back. Null almost always.
   */
  readonly lostWork: ReadonlySignal<LostWork | null>;
  acknowledgeLoss(): Promise<void>;
  /** What the person must know of the server; null almost always. */
  serverNotice(): Promise<ServerNotice | null>;
  /** It was read; a server with another key is the one from now on. */
  acceptServerNotice(): Promise<void>;
  /** An instrument kept on this device; fetched and checked against its hash when there is a network. Null: not to be had now. */
  instrument(hash: InstrumentHash): Promise<Instrument | null>;
  /** Creates a visit offline; the author becomes a member. Resolves once committed. */
  createVisit(plan: VisitPlan): Promise<VisitId>;
  /** Takes a visit from another tablet's QR code (see `joinLinkOf`); works offline. */
  joinVisit(invitation: Invitation): Promise<VisitId>;
  /** Opens a visit that is on this device, or fetches it when there is a network. */
  openVisit(visit: VisitId): Promise<OpenVisit | { readonly missing: 'offline' | 'notFound' }>;
  /** The visit where it is open already, as the one whose address the app was started with: its screen needs no waiting page. */
  openedVisit(visit: VisitId): OpenVisit | null;
  /** Takes a refused change off the list of `sending.refused`. */
  acknowledgeRefused(id: string): Promise<void>;
  /** Sends and fetches now. */
  syncNow(): Promise<void>;
  /** What lies on this device and how it is sent, for the pages about it. */
  device(): Promise<DeviceStore>;
  /** Ends background work and closes the database. */
  close(): Promise<void>;
}

export interface LostWork {
  /** When the store was last known to be whole. */
  readonly lastSeenAt: string;
  /** As noted when it was last whole. */
  readonly unsentChanges: number;
  readonly unsentPhotos: number;
  /** Brought back from the second copy. */
  readonly restoredChanges: number;
  readonly restoredPhotos: number;
  /** Records of the second copy that could not be read. */
  readonly damaged: number;
}

export interface VisitPlan {
  readonly office: OfficeId;
  readonly instrument: { readonly id: string; readonly version: number; readonly hash: InstrumentHash };
  readonly period: { readonly start: string; readonly end: string };
  readonly assignmentLetter?: string | undefined;
  /** Team; the author is added when an assessor creates a visit for himself. */
  readonly members: readonly PersonId[];
  readonly samples?: ReadonlyMap<SubjectKindId, number> | undefined;
}

export interface Invitation {
  readonly visit: VisitId;
  readonly joinKey: string;
  readonly office: OfficeId;
  readonly instrument: VisitPlan['instrument'];
  readonly period: VisitPlan['period'];
}

export interface VisitLine {
  readonly visit: VisitId;
  readonly office: OfficeId | null;
  readonly instrument: InstrumentHash | null;
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly members: readonly PersonId[];
  readonly status: Status;
  /** A submit that was pressed offline and has not reached the server, or that the server wants looked at again. */
  readonly submitIntent: SubmitIntent | null;
  readonly outcome: string | null;
  readonly scoreLow: string | null;
  readonly scoreHigh: string | null;
  readonly categories: readonly string[];
  readonly answered: number;
  readonly expected: number;
  readonly missingEvidence: number;
  readonly conflicts: number;
  readonly held: number;
  readonly returned: number;
  readonly unsentChanges: number;
  readonly unsentPhotos: number;
  readonly isMember: boolean;
  /** The visit that this one was made part of. */
  readonly mergedInto?: VisitId;
}

export type SubmitIntent =
  | { readonly kind: 'waiting'; readonly pressedAt: string }
  | {
      readonly kind: 'refused';
      readonly pressedAt: string;
      readonly code: ProblemCode | string;
      /** Changes of others that stood when it was pressed; not told by an older version of the app. */
      readonly known?: readonly string[] | undefined;
    };

/** What the status pill and the sending page show. */
export interface SendingState {
  readonly network: 'online' | 'offline' | 'server-unreachable';
  readonly activity:
    | { readonly kind: 'idle' }
    | {
        readonly kind: 'sending';
        readonly what: 'changes' | 'photos';
        readonly doneBytes: number;
        readonly totalBytes: number;
      }
    | { readonly kind: 'fetching' }
    | { readonly kind: 'waiting'; readonly retryAt: string; readonly because: 'offline' | 'serverBusy' | 'unreachable' }
    | { readonly kind: 'signInNeeded' }
    | { readonly kind: 'otherTab' };
  readonly unsentChanges: number;
  readonly unsentPhotos: number;
  readonly unsentPhotoBytes: number;
  readonly waitingSubmits: number;
  readonly lastSentAt: string | null;
  readonly lastFetchedAt: string | null;
  /** Since when the oldest of what waits to be sent has been waiting; null when nothing does. */
  readonly waitingSince: string | null;
  /** What is held back from sending, by the person or for want of Wi-Fi. */
  readonly hold: Hold;
  /** Photos whose bytes are damaged here, or that the server will not take. */
  readonly troubledPhotos: number;
  /** Changes that the server refused; each stays visible to its author until acknowledged. */
  readonly refused: readonly {
    readonly id: string;
    readonly visit: VisitId;
    readonly register: string;
    readonly code: string;
    readonly detail: string | null;
  }[];
  readonly storage: {
    readonly persisted: boolean | null;
    readonly usedBytes: number | null;
    readonly quotaBytes: number | null;
  };
  /** A write that failed and is being retried; its value is held in memory. */
  readonly failedWrites: number;
}

/** A photo ready to be kept (`platform/photo.ts` prepares it): no EXIF, downscaled, hashed. */
export interface PreparedPhoto {
  readonly bytes: ArrayBuffer;
  readonly mime: 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly sha256: Sha256;
}

/** A visit held open by a screen. Signals for single answers change at once on a tap; view, score and lists follow after paint. */
export interface OpenVisit {
  readonly id: VisitId;
  readonly instrument: Instrument;
  readonly view: ReadonlySignal<VisitView>;
  readonly score: ReadonlySignal<ScoreResult>;
  readonly completeness: ReadonlySignal<Completeness>;
  /** Whether this person may edit answers now (membership and status, by the domain's table). */
  readonly canEdit: ReadonlySignal<boolean>;
  readonly submitIntent: ReadonlySignal<SubmitIntent | null>;
  /** One answer or note, cheap to subscribe to. */
  answer(key: AnswerKey): ReadonlySignal<Field<AnswerEntry>>;
  note(key: AnswerKey): ReadonlySignal<Field<NoteEntry>>;
  /** Every change of one register, oldest first, with what became of it. */
  history(register: Register): readonly FoldedChange[];
  /** `saving` until the last write is committed; `failed` keeps the value and is retried. */
  readonly writing: ReadonlySignal<'saved' | 'saving' | 'failed'>;
  /**
   * Writes a register (null takes back). Paints at once through the signals; resolves after the commit. Parents are the
   * heads at this moment, so writing to a register in conflict settles it.
   */
  write(register: Register, value: unknown): Promise<void>;
  /** Keeps the photo's bytes and writes its evidence register, in one transaction. Returns the evidence id. */
  addPhoto(photo: PreparedPhoto, details: PhotoDetails): Promise<string>;
  /** Bytes from this device, else from the server; null when neither has them now. */
  photo(sha256: Sha256): Promise<Blob | null>;
  /** What the person sees now, for a command. */
  saw(): Promise<Saw>;
  /** Works offline: kept as an intent and sent after everything else of the visit. */
  submit(): Promise<void>;
  cancelSubmit(): Promise<void>;
  /** Needs the network. Rejects with a `Problem` or `Unreachable`. */
  command(
    action: Exclude<Action, 'submit'>,
    details: { reason?: string; returned?: readonly ReturnedIndicator[]; saw: Saw },
  ): Promise<void>;
  decideHeld(changes: readonly string[], decision: 'taken-in' | 'declined', reason: string): Promise<void>;
  /** Erases the values of changes for good. Needs the network. Rejects with a `Problem` or `Unreachable`. */
  redact(changes: readonly ChangeId[], reason: string): Promise<void>;
  /** What a second tablet scans; null when the visit has no join key here. */
  invitation(): Promise<Invitation | null>;
  release(): void;
}

export interface PhotoDetails {
  readonly capturedAt: string;
  readonly place: CapturePlace;
  readonly source: 'camera' | 'file';
  readonly attachedTo: { readonly subject: SubjectId; readonly indicator: IndicatorId } | null;
}
