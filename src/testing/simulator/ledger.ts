import type { TilikDatabase } from '#client/store/database.ts';
import { type ChangeId, type PersonId, Sha256, type VisitId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';

/** A change that a person was shown as saved, and must be found at the end. */
export interface SavedChange {
  readonly id: ChangeId;
  readonly visit: VisitId;
  readonly register: string;
  readonly author: PersonId;
  readonly value: unknown;
  readonly savedOn: string;
}

export interface SavedPhoto {
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly author: PersonId;
  readonly savedOn: string;
}

interface Shown {
  readonly name: string;
  readonly person: { readonly session: Session };
  hasInterrupted: boolean;
  look<T>(read: (db: TilikDatabase) => Promise<T>): Promise<T>;
}

/** What was promised to people, kept apart from all that is tried. */
export class Ledger {
  readonly changes = new Map<ChangeId, SavedChange>();
  readonly photos = new Map<Sha256, SavedPhoto>();
  /** Was only in a profile that was replaced by an older copy of it: nobody can have it any more. */
  readonly gone = new Set<string>();
  /** Once a device had these and was then put back to before them. */
  readonly forgotten = new Set<string>();
  /** The server had these before it was restored. */
  readonly onceHeld = new Set<string>();
  /** Written by a page that died before it could say "saved". */
  readonly unsure = new Set<string>();

  /** Call when the screen has said "saved". */
  async note(device: Shown, visit: VisitId): Promise<void> {
    const author = device.person.session.person.id;
    const { rows, photos } = await device.look((db) =>
      db.read(['outbox', 'changes', 'evidence'], async (tx) => {
        const waiting = await tx.objectStore('outbox').index('visit').getAll(visit);
        const fresh = waiting.filter(({ id }) => !this.changes.has(id));
        const rows = await Promise.all(fresh.map(({ id }) => tx.objectStore('changes').get(id)));
        return { rows, photos: await tx.objectStore('evidence').getAllKeys() };
      }),
    );
    const isUnsure = device.hasInterrupted;
    device.hasInterrupted = false;
    for (const row of rows) {
      if (row?.content.author !== author) continue;
      const { id, content, body } = row;
      const { register } = content;
      if (isUnsure) this.unsure.add(id);
      this.changes.set(id, { id, visit, register, author, value: body?.value ?? null, savedOn: device.name });
    }
    for (const [of, name] of photos) {
      const sha256 = Sha256.parse(name);
      if (of !== visit || this.photos.has(sha256)) continue;
      if (isUnsure) this.unsure.add(sha256);
      this.photos.set(sha256, { visit, sha256, author, savedOn: device.name });
    }
  }
}
