import * as z from 'zod/mini';
import { PublicKeyJwk, Signature } from '#domain/change/envelope.ts';
import { ChangeId, Epoch, Instant, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { BackupKey } from './backup/backup-key.ts';
import { BackupHeader } from './backup/header.ts';
import { Directory } from './directory.ts';

export const backupPartBytes = 512 * 1024;

/**
 * `POST /api/replicas`: a tablet names its replica before it has anything to push, so that a backup of it proves its author. Signed by
 * the replica's key over `<organisation>/<person>/<replica>` with the purpose `enrol`.
 */
export const Enrolment = z.looseObject({ replica: ReplicaId, publicKey: PublicKeyJwk, signature: Signature });
export const Enrolled = z.looseObject({ kind: z.literal('enrolled'), epoch: Epoch, replica: ReplicaId });

/** `POST /api/backups/:backup/parts?at=&of=`: the next bytes. The name is a UUID that whoever hands in has made up. */
export const BackupPartQuery = z.looseObject({ at: z.optional(z.string()), of: z.optional(z.string()) });
/** Where to go on, whatever was sent; `isHandedIn`: it was taken in before, ask for the report. */
export const BackupPlace = z.looseObject({
  kind: z.literal('backupPlace'),
  offset: z.int().check(z.gte(0)),
  isHandedIn: z.boolean(),
});
export type BackupPlace = z.infer<typeof BackupPlace>;

const count = z.int().check(z.gte(0));

/** A frame that is damaged or missing, by what it held; `unknown` where the file's own list is gone too. */
export const LostFrame = z.looseObject({
  frame: z.int(),
  what: z.enum(['manifest', 'batch', 'photo', 'unknown']),
  visits: z.array(VisitId),
  changes: count,
  sha256: z.optional(Sha256),
});
export type LostFrame = z.infer<typeof LostFrame>;

export const BackupDamage = z.looseObject({
  frames: z.int(),
  lostFrames: count,
  /** The first hundred of them. */
  lost: z.array(LostFrame),
  /** The end is missing: the file was cut off. */
  isCutOff: z.boolean(),
  /** The header at the beginning was damaged and the one at the end was read. */
  isHeaderRepaired: z.boolean(),
});
export type BackupDamage = z.infer<typeof BackupDamage>;

const Refused = z.looseObject({ id: ChangeId, code: z.string() });
const RefusedPhoto = z.looseObject({ sha256: Sha256, code: z.string() });

export const BackupVisit = z.looseObject({
  visit: VisitId,
  /** New to the server and accepted. */
  taken: count,
  already: count,
  /** New to the server, and a supervisor decides. */
  held: count,
  /** Those: a visit of nothing else cannot be opened to decide about them. */
  heldIds: z.array(ChangeId),
  /** How many of them nobody has decided about by now; told in the list. */
  undecided: z.optional(count),
  refused: z.array(Refused),
  photosTaken: count,
  photosAlready: count,
  photosRefused: z.array(RefusedPhoto),
  /** A submit waits on the tablet; it is not carried out by a backup. */
  submitPressedAt: z.nullable(Instant),
});
export type BackupVisit = z.infer<typeof BackupVisit>;

/** `POST /api/backups/:backup`, once all bytes are there: what became of what was in the file. */
export const BackupReport = z.looseObject({
  kind: z.literal('backupReport'),
  id: z.uuid(),
  handedInAt: Instant,
  handedInBy: PersonId,
  bytes: count,
  header: BackupHeader,
  /** Whether the replica is one that the author had pushed or enrolled from: otherwise all that is new is held. */
  isProven: z.boolean(),
  visits: z.array(BackupVisit),
  /** Batches whose signature is not that of the replica they name: nothing of them was taken. */
  forgedBatches: count,
  /** Changes that are not even readable as such. */
  unreadableChanges: count,
  /** Null: the file was whole. */
  damage: z.nullable(BackupDamage),
});
export type BackupReport = z.infer<typeof BackupReport>;

/** `GET /api/backups`: the newest first; one's own, or all of the organisation for supervisors and administrators. */
export const BackupList = z.looseObject({ kind: z.literal('backups'), backups: z.array(BackupReport) });
export type BackupList = z.infer<typeof BackupList>;

/** The directory as it comes from the server: with the key that backups are sealed to. An older server does not tell it. */
export const DirectoryWithKey = z.looseObject({ ...Directory.shape, backupKey: z.optional(BackupKey) });
export type DirectoryWithKey = z.infer<typeof DirectoryWithKey>;
