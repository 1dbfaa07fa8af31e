import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { uuidOf } from '#client/platform/ids.ts';
import { reportFault } from '#client/platform/report-fault.ts';
import { sha256Hex } from '#domain/canonical.ts';
import type { SeenStatus } from '#domain/change/change.ts';
import { frontierOf, statusOf } from '#domain/change/fold.ts';
import { type FoldedChange, headsOf } from '#domain/change/register-state.ts';
import type { ChangeId, Sha256, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { AnswerKey, ScoreResult } from '#domain/scoring/score-types.ts';
import { canWrite } from '#domain/visit/permissions.ts';
import { readRegister } from '#domain/visit/read-register.ts';
import { type Register, registerName } from '#domain/visit/register.ts';
import type { Saw } from '#domain/visit/transition.ts';
import type { AnswerEntry, EvidenceEntry, NoteEntry } from '#domain/visit/values.ts';
import { type Completeness, type Field, firstRound, type VisitView } from '#domain/visit/visit-view.ts';
import { type LoadedVisit, type LogPart, loadLogPart, loadRegisters } from './load-visit.ts';
import type { Network } from './network.ts';
import type { Persistence } from './persist.ts';
import { photoRows, readPhoto } from './photos.ts';
import { RegisterBook } from './register-book.ts';
import { scoreText } from './score-text.ts';
import type { StoreEvent } from './store-events.ts';
import { putIntent, readIntent, removeIntent } from './submit-intents.ts';
import { lineOf, saveLine } from './visit-lines.ts';
import { type VisitReadings, visitReadings } from './visit-readings.ts';
import type { VisitStore } from './visit-store.ts';
import { VisitWriter } from './visit-writer.ts';
import type { Invitation, OpenVisit, PhotoDetails, PreparedPhoto, SubmitIntent } from './workspace.ts';

export interface OpenVisitParts {
  readonly store: VisitStore;
  readonly persistence: Persistence;
  readonly network: () => Promise<Network>;
  readonly afterPaint: (work: () => void) => void;
  readonly onRelease: () => void;
}

/** A visit in memory while a screen shows it. Made by the workspace, one per visit. */
export class KeptOpenVisit implements OpenVisit {
  readonly id: VisitId;
  readonly instrument: Instrument;
  readonly view: ReadonlySignal<VisitView>;
  readonly score: ReadonlySignal<ScoreResult>;
  readonly completeness: ReadonlySignal<Completeness>;
  readonly canEdit: ReadonlySignal<boolean>;
  readonly submitIntent: ReadonlySignal<SubmitIntent | null>;
  readonly writing: ReadonlySignal<'saved' | 'saving' | 'failed'>;
  readonly #parts: OpenVisitParts;
  readonly #book: RegisterBook;
  readonly #readings: VisitReadings;
  readonly #writer: VisitWriter;
  readonly #intent: Signal<SubmitIntent | null> = signal(null);
  readonly #stopListening: () => void;
  #log: LogPart;
  #followed: Promise<unknown> = Promise.resolve();
  #isLineStale = false;
  #lineKept: Promise<void> = Promise.resolve();

  constructor(parts: OpenVisitParts, id: VisitId, instrument: Instrument, loaded: LoadedVisit) {
    const { store } = parts;
    this.#parts = parts;
    this.id = id;
    this.instrument = instrument;
    this.#log = loaded.log;
    this.#book = new RegisterBook(loaded.registers);
    this.#readings = visitReadings(
      instrument,
      () => ({ registers: this.#book.current, ...this.#log }),
      parts.afterPaint,
      () => this.#noteLine(),
    );
    this.view = this.#readings.view;
    this.score = this.#readings.score;
    this.completeness = this.#readings.completeness;
    this.#writer = new VisitWriter(store, id, this.#book, parts);
    this.writing = this.#writer.writing;
    this.submitIntent = this.#intent;
    this.canEdit = computed(() => {
      const { members, status, mergedInto } = this.view.value;
      if (mergedInto !== null) return false;
      const isMember = members.includes(store.session.person.id);
      return canWrite({ roles: store.session.roles, isMember, hasAssessed: false }, status, 'answer');
    });
    this.#stopListening = store.events.on((event) => {
      this.#followed = Promise.all([this.#followed, this.#follow(event).catch(reportFault)]);
    });
  }

  /** Reads what is not part of the registers; called once before the visit is handed out. */
  async prepare(): Promise<this> {
    await this.#readIntent();
    // Where a page died behind a tap, the line in the list does not know of it yet.
    this.#noteLine();
    return this;
  }

  answer(key: AnswerKey): ReadonlySignal<Field<AnswerEntry>> {
    return this.#book.field(`answer/${firstRound}/${key}`) as ReadonlySignal<Field<AnswerEntry>>;
  }

  note(key: AnswerKey): ReadonlySignal<Field<NoteEntry>> {
    return this.#book.field(`note/${firstRound}/${key}`) as ReadonlySignal<Field<NoteEntry>>;
  }

  history(register: Register): readonly FoldedChange[] {
    return this.#book
      .state(registerName(register))
      .changes.toSorted((a, b) => a.depth - b.depth || (a.at < b.at ? -1 : 1));
  }

  async write(register: Register, value: unknown): Promise<void> {
    const written = this.#writer.write(register, value, this.#seen());
    this.#readings.invalidate();
    await written;
    this.#readings.invalidate();
  }

  async addPhoto(photo: PreparedPhoto, details: PhotoDetails): Promise<string> {
    const { store } = this.#parts;
    const id = uuidOf(store.randomBytes);
    const { sha256, mime, width, height } = photo;
    const entry: EvidenceEntry = { sha256, bytes: photo.bytes.byteLength, mime, width, height, ...details };
    const rows = photoRows(this.id, photo, store.clock().toISOString());
    const written = this.#writer.write({ kind: 'evidence', id }, entry, this.#seen(), rows);
    this.#readings.invalidate();
    await written;
    this.#readings.invalidate();
    return id;
  }

  async photo(sha256: Sha256): Promise<Blob | null> {
    for (const visit of [this.id, ...this.#log.adoptions.map(({ from }) => from)]) {
      const kept = await readPhoto(this.#parts.store, visit, sha256);
      if (kept !== null) return kept;
    }
    const fetched = await (await this.#parts.network()).fetchPhoto(this.id, sha256);
    return fetched === null ? null : new Blob([fetched], { type: 'image/jpeg' });
  }

  async saw(): Promise<Saw> {
    await this.#writer.idle();
    this.#readings.readNow();
    return { frontier: await frontierOf(this.#book.current.values()), score: scoreText(this.score.value) };
  }

  async submit(): Promise<void> {
    const { store } = this.#parts;
    const saw = await this.saw();
    const row = {
      visit: this.id,
      id: uuidOf(store.randomBytes),
      n: this.#seen().n,
      saw,
      pressedAt: store.clock().toISOString(),
      refused: null,
      known: [...this.#book.current.values()]
        .flatMap(headsOf)
        .flatMap(({ id, author }) => (author === store.session.person.id ? [] : [id])),
    };
    await putIntent(store, row);
  }

  async cancelSubmit(): Promise<void> {
    await removeIntent(this.#parts.store, this.id);
  }

  async command(
    action: Parameters<OpenVisit['command']>[0],
    details: Parameters<OpenVisit['command']>[1],
  ): Promise<void> {
    const { reason, returned, saw } = details;
    const network = await this.#parts.network();
    await network.command(this.id, {
      id: uuidOf(this.#parts.store.randomBytes),
      action,
      n: this.#seen().n,
      saw,
      ...(reason === undefined ? {} : { reason }),
      ...(returned === undefined ? {} : { returned: [...returned] }),
    });
    await this.#reload([], true);
  }

  async decideHeld(
    changes: Parameters<OpenVisit['decideHeld']>[0],
    decision: 'taken-in' | 'declined',
    reason: string,
  ): Promise<void> {
    const held = this.view.value.held.map((line) => line.change.id).filter((id) => changes.includes(id));
    await (await this.#parts.network()).decide(this.id, { changes: held, decision, reason });
  }

  async redact(changes: readonly ChangeId[], reason: string): Promise<void> {
    await (await this.#parts.network()).redact(this.id, { changes: [...changes], reason });
  }

  async invitation(): Promise<Invitation | null> {
    const { office, instrument, period, joinKeyHash } = this.view.value;
    if (office.value === null || instrument.value === null || period.value === null) return null;
    for (const state of this.#book.current.values()) {
      const { register, field } = readRegister(state);
      if (register?.kind !== 'member') continue;
      const joinKey = joinKeyOf(field.value);
      if (joinKey === null || (await sha256Hex(joinKey)) !== joinKeyHash.value?.keyHash) continue;
      return { visit: this.id, joinKey, office: office.value, instrument: instrument.value, period: period.value };
    }
    return null;
  }

  release(): void {
    this.#parts.onRelease();
  }

  /** What the store has told so far is shown. */
  async settle(): Promise<void> {
    await this.#followed;
    this.#readings.settle();
  }

  /** The last screen has let go: what is on its way is committed, the line is kept, nothing listens any more. */
  async dispose(): Promise<void> {
    await this.#writer.idle();
    this.#stopListening();
    await this.#keepLine();
  }

  #seen(): SeenStatus {
    return statusOf(this.#log.transitions);
  }

  async #follow(event: StoreEvent): Promise<void> {
    if (!('visit' in event) || event.visit !== this.id) return;
    if (event.kind === 'intent') await this.#readIntent();
    else await this.#reload(event.registers, event.log);
  }

  async #reload(names: readonly string[], withLog: boolean): Promise<void> {
    const { store } = this.#parts;
    for (;;) {
      const before = this.#book.settled;
      const found = await loadRegisters(store, this.id, names);
      // A commit in between has shown something newer than what was read.
      if (before !== this.#book.settled) continue;
      this.#book.refresh(names, found);
      break;
    }
    if (withLog) this.#log = await loadLogPart(store, this.id);
    this.#readings.invalidate();
  }

  async #readIntent(): Promise<void> {
    this.#intent.value = await readIntent(this.#parts.store, this.id);
  }

  /** The list's line follows behind: many taps, one write. */
  #noteLine(): void {
    if (this.#isLineStale) return;
    this.#isLineStale = true;
    setTimeout(() => void this.#keepLine().catch(reportFault), 400);
  }

  /** One after the other: whoever leaves waits for the one that is under way. */
  #keepLine(): Promise<void> {
    const after = this.#lineKept.catch(() => {});
    this.#lineKept = after.then(() => this.#writeLine());
    return this.#lineKept;
  }

  async #writeLine(): Promise<void> {
    if (!this.#isLineStale) return;
    this.#isLineStale = false;
    const judged = { score: this.score.value, completeness: this.completeness.value };
    const { store } = this.#parts;
    if (store.db.isOpen)
      await saveLine(store, lineOf(store, this.id, { view: this.view.value, seq: this.#log.seq }, judged));
  }
}

function joinKeyOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('joinKey' in value)) return null;
  return typeof value.joinKey === 'string' ? value.joinKey : null;
}
