import { statusOf, type VisitState } from '#domain/change/fold.ts';
import { valuesOf } from '#domain/change/register-state.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { type RegisterReading, readRegister } from './read-register.ts';
import type { Register, VisitField } from './register.ts';
import { answerKey } from './scoring-input.ts';
import type { FieldValues, KindValues, SampleEntry } from './values.ts';
import { type Entry, type Field, firstRound, type VisitView } from './visit-view.ts';

type Kind = keyof KindValues;

/** A register of one kind with its value, typed by the kind: the schema that parsed it is chosen by the same name. */
interface Read<K extends Kind> {
  readonly register: Register & { readonly kind: K };
  readonly field: Field<KindValues[K]>;
}

/**
 * Projects the folded registers to what people read. Values are parsed here once; a value or register of a newer version is
 * skipped and makes the visit provisional.
 */
export function readVisit(state: VisitState): VisitView {
  const readings = [...state.registers.values()].map(readRegister);
  const { n, status } = statusOf(state.transitions);
  const members = ofKind(readings, 'member');
  const isRemoved = ({ field }: Read<'member'>): boolean => shownValue(field)?.removed !== undefined;
  const isMember = ({ field }: Read<'member'>): boolean => shownValue(field) !== null;
  const notUnderstood = readings.flatMap((reading) => reading.notUnderstood);
  return {
    status,
    statusN: n,
    transitions: state.transitions,
    office: visitField(readings, 'office'),
    instrument: visitField(readings, 'instrument'),
    period: visitField(readings, 'period'),
    assignmentLetter: visitField(readings, 'assignment-letter'),
    outcome: visitField(readings, 'outcome'),
    remark: visitField(readings, 'remark'),
    joinKeyHash: visitField(readings, 'join'),
    members: personsOf(members.filter((read) => isMember(read) && !isRemoved(read))),
    removedMembers: personsOf(members.filter(isRemoved)),
    done: new Set(personsOf(ofKind(readings, 'done').filter(({ field }) => field.value?.done))),
    samples: new Map(ofKind(readings, 'sample').flatMap(({ register, field }) => planOf(register.subjectKind, field))),
    subjects: entries(readings, 'subject').toSorted(byKindAndNumber),
    answers: byAnswer(readings, 'answer'),
    notes: byAnswer(readings, 'note'),
    reviews: byAnswer(readings, 'review'),
    evidence: entries(readings, 'evidence'),
    officials: entries(readings, 'official'),
    signatures: entries(readings, 'signature'),
    comments: entries(readings, 'comment'),
    arrived: state.arrived,
    conflicts: readings
      .filter(({ field }) => field.conflict.length > 0)
      .map(({ field }) => ({ register: field.register, values: valuesOf(field.heads) }))
      .sort((a, b) => (a.register < b.register ? -1 : 1)),
    held: readings.flatMap(({ setAside }) => setAside.held),
    declined: readings.flatMap(({ setAside }) => setAside.declined),
    late: readings.flatMap(({ setAside }) => setAside.late),
    erased: readings.flatMap(({ setAside }) => setAside.erased),
    isProvisional: notUnderstood.length > 0 || state.unknownLines > 0,
    notUnderstood,
    mergedInto: state.mergedInto,
    adoptions: state.adoptions,
  };
}

function ofKind<K extends Kind>(readings: readonly RegisterReading[], kind: K): readonly Read<K>[] {
  const isOfKind = (reading: RegisterReading): boolean => reading.register?.kind === kind;
  return readings.filter(isOfKind) as unknown as readonly Read<K>[];
}

function visitField<F extends VisitField>(readings: readonly RegisterReading[], name: F): Field<FieldValues[F]> {
  const found = readings.find(({ register }) => register?.kind === 'visit' && register.field === name);
  const field = found?.field ?? { register: `visit/${name}`, value: null, conflict: [], heads: [] };
  return field as Field<FieldValues[F]>;
}

function personsOf<K extends 'member' | 'done'>(reads: readonly Read<K>[]) {
  return reads.map(({ register }) => register.person).sort();
}

function byAnswer<K extends 'answer' | 'note' | 'review'>(
  readings: readonly RegisterReading[],
  kind: K,
): ReadonlyMap<AnswerKey, Field<KindValues[K]>> {
  const ofFirstRound = ofKind(readings, kind).filter(({ register }) => register.round === firstRound);
  return new Map(ofFirstRound.map(({ register, field }) => [answerKey(register.subject, register.indicator), field]));
}

type EntryKind = 'subject' | 'evidence' | 'official' | 'signature' | 'comment';

/** Entries with an id of their own, in the order in which they were first written; those taken back are left out. */
function entries<K extends EntryKind>(readings: readonly RegisterReading[], kind: K): Entry<KindValues[K]>[] {
  return ofKind(readings, kind)
    .map(({ register, field }) => ({ ...field, id: register.id, value: shownValue(field) }))
    .filter(({ value }) => value !== null)
    .sort(byFirstSeen);
}

/** In a conflict the deepest head's value, so that the entry stays visible. */
function shownValue<T>(field: Field<T>): T | null {
  return field.value ?? field.conflict.findLast((side) => side.value !== null)?.value ?? null;
}

/** While two plans differ the larger, still open one holds: the interval must contain every completion. */
function planOf<Id>(kind: Id, field: Field<SampleEntry>): [Id, SampleEntry][] {
  const plans = field.value === null ? field.conflict.flatMap((side) => side.value ?? []) : [field.value];
  const open = plans.filter((plan) => plan.closed === undefined);
  const [largest] = (open.length > 0 ? open : plans).toSorted((a, b) => b.target - a.target);
  return largest === undefined ? [] : [[kind, largest]];
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
