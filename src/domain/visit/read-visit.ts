import { statusOf, type VisitState } from '#domain/change/fold.ts';
import { type FoldedChange, headsOf, type RegisterState, valuesOf } from '#domain/change/register-state.ts';
import type { ChangeId, PersonId, SubjectKindId } from '#domain/ids.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { parseRegister, type Register, type VisitField } from './register.ts';
import { type SampleEntry, valueSchema } from './values.ts';
import { type Entry, type Field, firstRound, type SetAside, type VisitView } from './visit-view.ts';

/**
 * Projects the folded registers to what people read. Values are parsed here once; a value or register of a newer version is
 * skipped and makes the visit provisional.
 */
export function readVisit(state: VisitState): VisitView {
  const reader = new Reader(state);
  for (const register of state.registers.values()) reader.read(register);
  return reader.view();
}

/** What one register says by itself. */
export interface RegisterReading {
  /** Null when this version does not know the register. */
  readonly register: Register | null;
  readonly field: Field<unknown>;
  /** Changes whose value this version does not understand. */
  readonly notUnderstood: readonly ChangeId[];
  readonly setAside: {
    readonly held: readonly SetAside[];
    readonly declined: readonly SetAside[];
    readonly late: readonly SetAside[];
  };
}

// States are never changed in place, so one reading holds for as long as its state lives: after a tap only one is new.
const readings = new WeakMap<RegisterState, RegisterReading>();

export function readRegister(state: RegisterState): RegisterReading {
  const known = readings.get(state);
  if (known !== undefined) return known;
  const reading = readAnew(state);
  readings.set(state, reading);
  return reading;
}

function readAnew(state: RegisterState): RegisterReading {
  const register = parseRegister(state.name);
  const heads = headsOf(state);
  const setAside = setAsideOf(state);
  if (register === null) {
    const field = { register: state.name, value: null, conflict: [], heads };
    return { register, field, notUnderstood: state.changes.map((change) => change.id), setAside };
  }
  const schema = valueSchema(register);
  const notUnderstood: ChangeId[] = [];
  const values: { value: unknown; heads: readonly FoldedChange[] }[] = [];
  for (const { value, heads: carriers } of valuesOf(heads)) {
    const parsed = value === null ? { success: true as const, data: null } : schema.safeParse(value);
    if (parsed.success) values.push({ value: parsed.data, heads: carriers });
    else notUnderstood.push(...carriers.map((carrier) => carrier.id));
  }
  const isConflict = values.length > 1;
  const value = isConflict ? null : (values[0]?.value ?? null);
  return {
    register,
    field: { register: state.name, value, conflict: isConflict ? values : [], heads },
    notUnderstood,
    setAside,
  };
}

function setAsideOf(state: RegisterState): RegisterReading['setAside'] {
  const held: SetAside[] = [];
  const declined: SetAside[] = [];
  const late: SetAside[] = [];
  for (const change of state.changes) {
    const { standing } = change;
    const line = { register: state.name, change };
    if (standing.kind === 'held') held.push(line);
    if (standing.kind === 'declined') declined.push(line);
    if (standing.kind === 'taken-in' || (standing.kind === 'accepted' && standing.late)) late.push(line);
  }
  return { held, declined, late };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class Reader {
  readonly #state: VisitState;
  readonly #fields = new Map<VisitField, Field<never>>();
  readonly #entries = { subject: [], evidence: [], official: [], signature: [], comment: [] } as Record<
    string,
    Entry<never>[]
  >;
  readonly #answers = { answer: new Map(), note: new Map(), review: new Map() } as Record<
    string,
    Map<AnswerKey, Field<never>>
  >;
  readonly #samples = new Map<SubjectKindId, SampleEntry>();
  readonly #members: PersonId[] = [];
  readonly #removed: PersonId[] = [];
  readonly #done = new Set<PersonId>();
  readonly #conflicts: VisitView['conflicts'][number][] = [];
  readonly #aside = { held: [] as SetAside[], declined: [] as SetAside[], late: [] as SetAside[] };
  readonly #notUnderstood: ChangeId[] = [];

  constructor(state: VisitState) {
    this.#state = state;
  }

  read(state: RegisterState): void {
    const { register, field, notUnderstood, setAside } = readRegister(state);
    this.#aside.held.push(...setAside.held);
    this.#aside.declined.push(...setAside.declined);
    this.#aside.late.push(...setAside.late);
    this.#notUnderstood.push(...notUnderstood);
    if (register === null) return;
    if (field.conflict.length > 0) this.#conflicts.push({ register: state.name, values: valuesOf(field.heads) });
    this.#place(register, field as Field<never>);
  }

  #place(register: Register, field: Field<never>): void {
    switch (register.kind) {
      case 'visit':
        this.#fields.set(register.field, field);
        return;
      case 'answer':
      case 'note':
      case 'review':
        if (register.round === firstRound)
          this.#answers[register.kind]?.set(`${register.subject}/${register.indicator}`, field);
        return;
      case 'member':
        this.#placeMember(register.person, field as Field<{ removed?: unknown }>);
        return;
      case 'done':
        if ((field as Field<{ done: boolean }>).value?.done) this.#done.add(register.person);
        return;
      case 'sample':
        this.#placeSample(register.subjectKind, field as Field<SampleEntry>);
        return;
      default:
        this.#entries[register.kind]?.push({ ...field, id: register.id, value: field.value ?? deepest(field) });
    }
  }

  #placeMember(person: PersonId, field: Field<{ removed?: unknown }>): void {
    const value = field.value ?? deepest(field);
    if (value === null) return;
    (value.removed === undefined ? this.#members : this.#removed).push(person);
  }

  #placeSample(kind: SubjectKindId, field: Field<SampleEntry>): void {
    // While two plans differ the larger, still open one holds: the interval must contain every completion.
    const plans = field.value === null ? field.conflict.flatMap((side) => side.value ?? []) : [field.value];
    const open = plans.filter((plan) => plan.closed === undefined);
    const largest = (open.length > 0 ? open : plans).toSorted((a, b) => b.target - a.target)[0];
    if (largest !== undefined) this.#samples.set(kind, largest);
  }

  view(): VisitView {
    const { n, status } = statusOf(this.#state.transitions);
    const field = <F extends keyof VisitView>(name: VisitField): VisitView[F] =>
      (this.#fields.get(name) ?? {
        register: `visit/${name}`,
        value: null,
        conflict: [],
        heads: [],
      }) as unknown as VisitView[F];
    const entries = <F extends keyof VisitView>(kind: string): VisitView[F] =>
      (this.#entries[kind] ?? []).filter((entry) => entry.value !== null).sort(byFirstSeen) as unknown as VisitView[F];
    const subjects = entries<'subjects'>('subject') as Mutable<VisitView['subjects']> as VisitView['subjects'];
    return {
      status,
      statusN: n,
      transitions: this.#state.transitions,
      office: field<'office'>('office'),
      instrument: field<'instrument'>('instrument'),
      period: field<'period'>('period'),
      assignmentLetter: field<'assignmentLetter'>('assignment-letter'),
      outcome: field<'outcome'>('outcome'),
      remark: field<'remark'>('remark'),
      joinKeyHash: field<'joinKeyHash'>('join'),
      members: this.#members.toSorted(),
      removedMembers: this.#removed.toSorted(),
      done: this.#done,
      samples: this.#samples,
      subjects: subjects.toSorted((a, b) => byKindAndNumber(a, b)),
      answers: this.#answers.answer as unknown as VisitView['answers'],
      notes: this.#answers.note as unknown as VisitView['notes'],
      reviews: this.#answers.review as unknown as VisitView['reviews'],
      evidence: entries<'evidence'>('evidence'),
      officials: entries<'officials'>('official'),
      signatures: entries<'signatures'>('signature'),
      comments: entries<'comments'>('comment'),
      arrived: this.#state.arrived,
      conflicts: this.#conflicts.toSorted((a, b) => (a.register < b.register ? -1 : 1)),
      ...this.#aside,
      isProvisional: this.#notUnderstood.length > 0 || this.#state.unknownLines > 0,
      notUnderstood: this.#notUnderstood,
    };
  }
}

function deepest<T>(field: Field<T>): T | null {
  return field.conflict.findLast((side) => side.value !== null)?.value ?? null;
}

function byFirstSeen(a: Entry<unknown>, b: Entry<unknown>): number {
  const [atA, atB] = [a.heads[0]?.at ?? '', b.heads[0]?.at ?? ''];
  return atA < atB ? -1 : atA > atB ? 1 : a.id < b.id ? -1 : 1;
}

function byKindAndNumber(a: VisitView['subjects'][number], b: VisitView['subjects'][number]): number {
  const [kindA, kindB] = [a.value?.kind ?? '', b.value?.kind ?? ''];
  if (kindA !== kindB) return kindA < kindB ? -1 : 1;
  return (a.value?.number ?? 0) - (b.value?.number ?? 0) || (a.id < b.id ? -1 : 1);
}
