import type { SeenStatus } from '#domain/change/change.ts';
import type { VisitId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { LoadedInstrument } from '#domain/instrument/load-instrument.ts';
import { type Register, registerName } from '#domain/visit/register.ts';
import { firstRound } from '#domain/visit/visit-view.ts';
import type { Office } from '#protocol/directory.ts';
import { type DemoAnswers, planAnswers } from '../demo/demo-answers.ts';
import type { DemoTablet, SharedHeads } from '../demo/demo-tablet.ts';
import { weakNotes } from '../demo/notes.ts';
import type { SeededRandom } from '../demo/seeded-random.ts';
import { drawSignature } from '../demo/signature-strokes.ts';
import { addDays, VisitClock } from '../demo/visit-clock.ts';
import type { SeedPerson } from './seed-directory.ts';
import type { SeedVisitPlan } from './seed-plan.ts';

export interface Seat {
  readonly person: SeedPerson;
  readonly tablet: DemoTablet;
}

export interface SeedScene {
  readonly visit: VisitId;
  readonly plan: SeedVisitPlan;
  readonly office: Office;
  readonly loaded: LoadedInstrument;
  readonly supervisor: Seat;
  readonly assessor: Seat;
  readonly random: SeededRandom;
  /** Answers that are wished for. */
  readonly answers: number;
  /** 0–1: how good this office is, the same in every year but for a little. */
  readonly quality: number;
}

const offsets = { 'Asia/Jakarta': '+07:00', 'Asia/Makassar': '+08:00', 'Asia/Jayapura': '+09:00' } as const;

/** Writes one visit on the tablets of who plans and who assesses it. */
export class SeedVisit {
  readonly scene: SeedScene;
  readonly #heads: SharedHeads = new Map();
  readonly #clock: VisitClock;
  readonly #seen: SeenStatus = { n: 0, status: 'draft' };

  constructor(scene: SeedScene) {
    this.scene = scene;
    this.#clock = new VisitClock(scene.plan.start, offsets[scene.office.timeZone]);
  }

  async write(): Promise<void> {
    const { plan, assessor } = this.scene;
    await this.#planning();
    if (plan.isEmpty) return;
    if (plan.isRefused) {
      await this.#put(
        assessor,
        { kind: 'visit', field: 'outcome' },
        { kind: 'refused', reason: refusal, illustrative: true },
      );
      return;
    }
    await this.#fieldwork();
    if (plan.ending !== 'draft') await this.#closing();
  }

  #put(by: Seat, register: Register, value: unknown): Promise<void> {
    const at = this.#clock.pass(this.scene.random.between(12, 40));
    return by.tablet.write(this.scene.visit, this.#heads, {
      register: registerName(register),
      value,
      at,
      seen: this.#seen,
    });
  }

  async #planning(): Promise<void> {
    const { supervisor, assessor, plan, office, loaded } = this.scene;
    const { instrument, hash } = loaded;
    await this.#put(supervisor, { kind: 'visit', field: 'office' }, office.id);
    await this.#put(
      supervisor,
      { kind: 'visit', field: 'instrument' },
      { id: instrument.id, version: instrument.version, hash },
    );
    await this.#put(supervisor, { kind: 'visit', field: 'period' }, { start: plan.start, end: addDays(plan.start, 1) });
    await this.#put(
      supervisor,
      { kind: 'visit', field: 'assignment-letter' },
      { number: `ST/${plan.office + 1}/BENIH/${plan.start.slice(0, 4)}` },
    );
    await this.#put(supervisor, { kind: 'member', person: assessor.person.id }, {});
    const users = this.#users();
    for (const { id, single, sample } of instrument.subjectKinds) {
      const target = id === 'user' ? users : sample.target;
      if (!single) await this.#put(supervisor, { kind: 'sample', subjectKind: id }, { target });
    }
  }

  /** As many users as it takes to come to the answers that are wished for. */
  #users(): number {
    const { instrument } = this.scene.loaded;
    let others = 0;
    let each = 0;
    for (const { indicator } of indexInstrument(instrument).byDimension) {
      const kind = instrument.subjectKinds.find(({ id }) => id === indicator.subject);
      if (indicator.subject === 'user') each += 1;
      else others += kind === undefined || kind.single ? 1 : kind.sample.target;
    }
    return each === 0 ? 0 : Math.max(5, Math.ceil((this.scene.answers - others) / each));
  }

  async #fieldwork(): Promise<void> {
    const { assessor, loaded, random, plan } = this.scene;
    const drawn = planAnswers(loaded.instrument, { quality: this.#quality(), users: this.#users() }, random);
    const counts = new Map<string, number>();
    for (const { id, kind } of drawn.subjects) {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      await this.#put(assessor, { kind: 'subject', id }, { kind, number });
    }
    await this.#answers(drawn, plan.ending === 'draft' ? random.next() : 1);
  }

  async #answers({ subjects, answers }: DemoAnswers, share: number): Promise<void> {
    const { assessor, loaded, random } = this.scene;
    const { singleSubject, byDimension } = indexInstrument(loaded.instrument);
    for (const { indicator } of byDimension.slice(0, Math.ceil(byDimension.length * share))) {
      const single = singleSubject.get(indicator.subject);
      const asked =
        single === undefined ? subjects.filter(({ kind }) => kind === indicator.subject).map(({ id }) => id) : [single];
      for (const [at, subject] of asked.entries()) {
        const place = { round: firstRound, subject, indicator: indicator.id };
        await this.#put(assessor, { kind: 'answer', ...place }, answers.get(`${subject}/${indicator.id}`));
        const note = weakNotes[indicator.id];
        if (at === 0 && note !== undefined && random.next() < 0.15)
          await this.#put(assessor, { kind: 'note', ...place }, { text: note });
      }
    }
  }

  /** Around the office's own; some dimensions are weaker everywhere, and the years bring a little. */
  #quality(): Readonly<Record<string, number>> {
    const { quality, random, plan } = this.scene;
    const year = (Number(plan.start.slice(0, 4)) - 2022) * 0.02;
    return Object.fromEntries(
      this.scene.loaded.instrument.dimensions.map(({ id }) => {
        const own = quality + year + (weaker[id] ?? 0) + (random.next() - 0.5) * 0.16;
        return [id, Math.min(1, Math.max(0.05, own))];
      }),
    );
  }

  async #closing(): Promise<void> {
    const { assessor, random } = this.scene;
    const host = { name: random.pick(hosts), post: 'Sekretaris Dinas' };
    await this.#put(assessor, { kind: 'official', id: random.uuid() }, host);
    const { id: person, name } = assessor.person;
    for (const who of [
      { role: 'assessor', name, person },
      { role: 'official', ...host },
    ]) {
      const signedAt = this.#clock.now();
      await this.#put(
        assessor,
        { kind: 'signature', id: random.uuid() },
        { ...who, signedAt, strokes: drawSignature(random) },
      );
    }
    await this.#put(assessor, { kind: 'visit', field: 'outcome' }, { kind: 'scored', illustrative: true });
    await this.#put(assessor, { kind: 'done', person }, { done: true });
  }
}

const weaker: Readonly<Record<string, number>> = { input: -0.1, complaints: -0.06, output: 0.1 };
const hosts = [
  'Drs. Marselinus Tukan',
  'Asep Saepudin, S.T.',
  'Hj. Ratu Komalasari, S.E., M.Si.',
  'Yosephina Kallem, S.E.',
] as const;
const refusal = 'Contoh: tim tidak diizinkan masuk karena surat pemberitahuan belum diterima pimpinan kantor.';
