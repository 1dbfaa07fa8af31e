import type { Sha256, VisitId } from '#domain/ids.ts';
import type { Backups } from './backups.ts';

/** What is held back from sending, by the person or for want of Wi-Fi. */
export type Hold = 'nothing' | 'photos' | 'all' | 'notWifi';

/** What the person wants held back, on this device. */
export interface UploadSettings {
  readonly paused: 'nothing' | 'photos' | 'all';
  readonly wifiOnly: boolean;
}

export interface LetGo {
  readonly removed: number;
  readonly removedBytes: number;
  /** The server has lost these: they are sent again from the copies. */
  readonly sentAgain: number;
}

export interface KeptPhotoLine {
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly keptAt: string;
  readonly standing:
    | { readonly kind: 'unsent' }
    | { readonly kind: 'damaged'; readonly since: string }
    | { readonly kind: 'refused'; readonly code: string }
    /** Null: sent, and not yet confirmed by a reading of the bytes. */
    | { readonly kind: 'copy'; readonly until: string | null };
}

/** What of one visit lies on this device. */
export interface VisitOnDevice {
  readonly visit: VisitId;
  readonly changes: number;
  readonly unsentChanges: number;
  readonly photos: readonly KeptPhotoLine[];
}

export interface DeviceStore {
  visits(): Promise<readonly VisitOnDevice[]>;
  photo(visit: VisitId, sha256: Sha256): Promise<Blob | null>;
  /** Whether the bytes kept here are known to be damaged and are nowhere else. */
  isDamaged(visit: VisitId, sha256: Sha256): Promise<boolean>;
  /** Its person takes it anew: what is left of the damaged one is no longer waited for. */
  giveUpDamaged(visit: VisitId, sha256: Sha256): Promise<void>;
  /** Needs the network. Rejects with a `Problem` or `Unreachable`. */
  letGoOfCopies(): Promise<LetGo>;
  uploadSettings(): Promise<UploadSettings>;
  saveUploadSettings(settings: UploadSettings): Promise<void>;
  /** Files with what only this device has, and those that it carries for others. */
  backups(): Promise<Backups>;
}
