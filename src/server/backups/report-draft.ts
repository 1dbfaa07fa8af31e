import type { ChangeId, Sha256, VisitId } from '#domain/ids.ts';
import type { BackupVisit } from '#protocol/backups.ts';
import type { TakenBatch } from './take-batch.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What became of a file's contents, visit by visit, while they are taken in. */
export class ReportDraft {
  readonly #visits = new Map<VisitId, Mutable<BackupVisit>>();
  isProven = true;
  forgedBatches = 0;
  unreadableChanges = 0;

  get visits(): readonly BackupVisit[] {
    return [...this.#visits.values()];
  }

  batch({ isProven, taken, visitOf, fresh }: TakenBatch): void {
    this.isProven &&= isProven;
    for (const { change, visit, verdict } of taken.held) {
      const line = this.#visit(visit);
      if (!fresh.has(change)) line.already += 1;
      else if (verdict.kind === 'held') {
        line.held += 1;
        line.heldIds.push(change);
      } else line.taken += 1;
    }
    for (const { id, refusal } of taken.refused) this.#refused(id, refusal.code, visitOf);
  }

  photo(visit: VisitId, isNew: boolean): void {
    const line = this.#visit(visit);
    if (isNew) line.photosTaken += 1;
    else line.photosAlready += 1;
  }

  refusedPhoto(visit: VisitId, sha256: Sha256, code: string): void {
    this.#visit(visit).photosRefused.push({ sha256, code });
  }

  submit(visit: VisitId, pressedAt: string): void {
    this.#visit(visit).submitPressedAt = pressedAt;
  }

  #refused(id: ChangeId, code: string, visitOf: TakenBatch['visitOf']): void {
    const visit = visitOf.get(id);
    if (visit === undefined) this.unreadableChanges += 1;
    else this.#visit(visit).refused.push({ id, code });
  }

  #visit(visit: VisitId): Mutable<BackupVisit> {
    const known = this.#visits.get(visit);
    if (known !== undefined) return known;
    const line: Mutable<BackupVisit> = {
      visit,
      taken: 0,
      already: 0,
      held: 0,
      heldIds: [],
      refused: [],
      photosTaken: 0,
      photosAlready: 0,
      photosRefused: [],
      submitPressedAt: null,
    };
    this.#visits.set(visit, line);
    return line;
  }
}
