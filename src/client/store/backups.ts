import type { Decision } from '#domain/change/verdict.ts';
import type { ChangeId, VisitId } from '#domain/ids.ts';
import type { BackupHeader } from '#protocol/backup/header.ts';
import type { BackupReport } from '#protocol/backups.ts';

/** What exists on this device only, and how much of it the last backup has. A backup is no receipt: it counts until the server has it. */
export interface OnlyHere {
  readonly changes: number;
  readonly photos: number;
  readonly photoBytes: number;
  readonly submits: number;
  readonly lastBackup: { readonly at: string; readonly changesSince: number; readonly photosSince: number } | null;
  /** Without the organisation's key nothing can be sealed; it comes with the first contact. */
  readonly canBackUp: boolean;
}

/** A backup file, and what went into it. */
export interface BackupFile {
  readonly file: File;
  readonly counts: { readonly changes: number; readonly photos: number; readonly submits: number };
}

/** A file that this device carries, of whichever tablet. */
export interface CarriedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly takenAt: string;
  readonly standing:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'handedIn'; readonly report: BackupReport }
    /** The server will not take it as things are; the file stays until the person lets go of it. */
    | { readonly kind: 'refused'; readonly code: string; readonly detail: string | null };
}

export interface Backups {
  onlyHere(): Promise<OnlyHere>;
  /** Works without a network. Rejects with `NoBackupKey` or `NothingToBackUp`. */
  make(device: string): Promise<BackupFile>;
  carried(): Promise<readonly CarriedFile[]>;
  /** Keeps a file of any tablet of the organisation here until it is handed in. Rejects with a `Problem` when it is none. */
  carry(file: File): Promise<{ readonly id: string; readonly header: BackupHeader }>;
  /** Tries to hand in now; what does not go is tried again by itself. */
  handInNow(id: string): Promise<void>;
  letGo(id: string): Promise<void>;
  /** A supervisor's word on what a file brought of an unknown tablet. Rejects with a `Problem` or `Unreachable`. */
  decide(visit: VisitId, changes: readonly ChangeId[], decision: Decision['decision'], reason: string): Promise<void>;
  /** From the server: what was handed in. Rejects with a `Problem` or `Unreachable`. */
  handedIn(): Promise<readonly BackupReport[]>;
}
