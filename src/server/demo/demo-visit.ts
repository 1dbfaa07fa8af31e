import type { SeenStatus } from '#domain/change/change.ts';
import type { ChangeId, OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import type { LoadedInstrument } from '#domain/instrument/load-instrument.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { type Register, registerName } from '#domain/visit/register.ts';
import type { Office } from '#protocol/directory.ts';
import type { DemoTablet, SharedHeads } from './demo-tablet.ts';
import { type DemoUserName, demoOffices } from './directory.ts';
import type { PhotoName } from './photo-choice.ts';
import type { SeededRandom } from './seeded-random.ts';
import { VisitClock } from './visit-clock.ts';
import type { VisitPlan } from './visit-plans.ts';

export interface DemoPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly tablet: DemoTablet;
}

export interface DemoPhoto {
  readonly sha256: Sha256;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Everything one visit of the demonstration is written with. */
export interface VisitScene {
  readonly plan: VisitPlan;
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
  readonly office: Office;
  readonly loaded: LoadedInstrument;
  readonly people: Readonly<Record<DemoUserName, DemoPerson>>;
  readonly photos: ReadonlyMap<PhotoName, DemoPhoto>;
  readonly random: SeededRandom;
  /** The first day, `YYYY-MM-DD`. */
  readonly start: string;
}

/** One visit while it is being written: who writes, what time it is, and which status they have seen. */
export class DemoVisit {
  readonly scene: VisitScene;
  readonly #heads: SharedHeads = new Map();
  /** One a day: who turns back to the first day goes on where it was left. */
  readonly #clocks = new Map<string, VisitClock>();
  #day: string;
  seen: SeenStatus = { n: 0, status: 'draft' };

  constructor(scene: VisitScene, day: string) {
    this.scene = scene;
    this.#day = day;
  }

  turnTo(day: string): void {
    this.#day = day;
  }

  /** The time after another few moments of work. */
  later(seconds = this.scene.random.between(12, 40)): string {
    return this.#clock().pass(seconds);
  }

  async write(by: DemoUserName, register: Register, value: unknown): Promise<void> {
    await this.scene.people[by].tablet.write(this.scene.visit, this.#heads, {
      register: registerName(register),
      value,
      at: this.later(),
      seen: this.seen,
    });
  }

  headOf(register: Register): ChangeId | null {
    return this.#heads.get(registerName(register))?.id ?? null;
  }

  /** Two people with two tablets: one observes the rooms, the other interviews. Alone, one does both. */
  get observer(): DemoUserName {
    return this.scene.plan.team[0] ?? 'asesor1';
  }

  get interviewer(): DemoUserName {
    return this.scene.plan.team.at(-1) ?? this.observer;
  }

  async handIn(): Promise<void> {
    for (const { tablet } of Object.values(this.scene.people)) await tablet.handIn();
  }

  #clock(): VisitClock {
    const clock =
      this.#clocks.get(this.#day) ?? new VisitClock(this.#day, demoOffices[this.scene.plan.office].utcOffset);
    this.#clocks.set(this.#day, clock);
    return clock;
  }
}
