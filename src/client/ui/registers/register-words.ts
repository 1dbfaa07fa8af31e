import { formatDay, formatDecimal, formatInstant } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { subjectName } from '#client/ui/subject-name.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { parseRegister, type Register } from '#domain/visit/register.ts';
import {
  AnswerEntry,
  AssignmentLetter,
  CommentEntry,
  DoneEntry,
  EvidenceEntry,
  InstrumentRef,
  MemberEntry,
  NoteEntry,
  OfficialEntry,
  Outcome,
  Period,
  Remark,
  ReviewEntry,
  SampleEntry,
  SignatureEntry,
  SubjectEntry,
} from '#domain/visit/values.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { t } from './register-texts.ts';

/** What the words are taken from. */
export interface RegisterContext {
  readonly instrument: Instrument;
  readonly view: VisitView;
  readonly personName: (id: string) => string;
  readonly officeName: (id: string) => string | undefined;
}

/** What is edited: "Catatan: Papan biaya (Loket 1)". */
export function registerTitle(context: RegisterContext, name: string): string {
  const register = parseRegister(name);
  switch (register?.kind) {
    case 'answer':
    case 'note':
    case 'review':
      return `${t[register.kind]}: ${questionOf(context, register.subject, register.indicator)}`;
    case 'evidence': {
      const on = context.view.evidence.find(({ id }) => id === register.id)?.value?.attachedTo;
      return on ? `${t.evidence}: ${questionOf(context, on.subject, on.indicator)}` : t.evidence;
    }
    case 'subject':
      return `${t.subject}: ${subjectOf(context, register.id) ?? '–'}`;
    case 'member':
    case 'done':
      return `${t[register.kind]}: ${context.personName(register.person)}`;
    case 'sample': {
      const kind = context.instrument.subjectKinds.find(({ id }) => id === register.subjectKind);
      return `${t.sample}: ${kind ? localText(kind.title) : register.subjectKind}`;
    }
    case 'visit':
      return t[register.field];
    case 'comment':
    case 'official':
    case 'signature':
      return t[register.kind];
    case undefined:
      return t.unknown;
  }
}

/** One value of a register as a person reads it. */
export function valueText(context: RegisterContext, name: string, value: unknown): string {
  if (value === null) return t.takenBack;
  const register = parseRegister(name);
  return (register && wordsOf(context, register, value)) ?? t.notReadable;
}

/** Null for a value this version cannot read. */
function wordsOf(context: RegisterContext, register: Register, value: unknown): string | null {
  switch (register.kind) {
    case 'answer':
      return read(AnswerEntry, value, (entry) => answerWords(context, register.indicator, entry));
    case 'note':
      return read(NoteEntry, value, ({ text }) => text);
    case 'comment':
      return read(CommentEntry, value, ({ text }) => text);
    case 'review':
      return read(ReviewEntry, value, ({ verdict, reason }) => joined(t[verdict], reason));
    case 'evidence':
      return read(EvidenceEntry, value, (entry) => photoWords(context, entry));
    case 'subject':
      return read(SubjectEntry, value, (entry) => subjectWords(context, entry));
    case 'official':
      return read(OfficialEntry, value, ({ name, post, withdrawn }) => joined(`${name} (${post})`, gone(withdrawn)));
    case 'signature':
      return read(SignatureEntry, value, ({ name, post, signedAt, withdrawn }) =>
        joined(name, post, t.signedAt(formatInstant(signedAt)), gone(withdrawn)),
      );
    case 'member':
      return read(MemberEntry, value, ({ removed }) => (removed ? t.removed(removed.reason) : t.isMember));
    case 'done':
      return read(DoneEntry, value, ({ done }) => (done ? t.isDone : t.isNotDone));
    case 'sample':
      return read(SampleEntry, value, ({ target, closed }) =>
        joined(t.planned(target), closed && t.closed(closed.reason)),
      );
    case 'visit':
      return fieldWords(context, register.field, value);
  }
}

function fieldWords(
  context: RegisterContext,
  field: (Register & { kind: 'visit' })['field'],
  value: unknown,
): string | null {
  switch (field) {
    case 'office':
      return typeof value === 'string' ? (context.officeName(value) ?? value) : null;
    case 'instrument':
      return read(InstrumentRef, value, ({ id, version }) => `${id} v${version}`);
    case 'period':
      return read(Period, value, ({ start, end }) =>
        start === end ? formatDay(start) : `${formatDay(start, 'short')} – ${formatDay(end, 'short')}`,
      );
    case 'assignment-letter':
      return read(AssignmentLetter, value, ({ number }) => number);
    case 'outcome':
      return read(Outcome, value, ({ kind, reason }) => joined(outcomeWords(kind), reason));
    case 'remark':
      return read(Remark, value, ({ text }) => text);
    case 'join':
      return t.joinKey;
  }
}

function outcomeWords(kind: Outcome['kind']): string {
  const words = {
    ...{ scored: t.outcomeScored, closed: t.outcomeClosed, refused: t.outcomeRefused },
    ...{ aborted: t.outcomeAborted, training: t.outcomeTraining },
  };
  return words[kind];
}

function answerWords({ instrument }: RegisterContext, indicator: string, entry: AnswerEntry): string {
  if (entry.kind === 'not-applicable') return joined(t.notApplicable, entry.reason);
  const options = indicatorOf(instrument, indicator)?.options ?? [];
  const option = options.find(({ id }) => id === entry.option);
  return option ? `${localText(option.label)} (${t.points(formatDecimal(option.points))})` : entry.option;
}

function photoWords(context: RegisterContext, entry: EvidenceEntry): string {
  const { attachedTo, caption, capturedAt, withdrawn } = entry;
  const where = attachedTo ? questionOf(context, attachedTo.subject, attachedTo.indicator) : t.inTray;
  return joined(where, t.photoTaken(formatInstant(capturedAt)), caption, gone(withdrawn));
}

function subjectWords({ instrument }: RegisterContext, { kind, number, label, role, withdrawn }: SubjectEntry): string {
  const of = instrument.subjectKinds.find(({ id }) => id === kind);
  const post = of?.roles?.find(({ id }) => id === role);
  return joined(`${of ? localText(of.title) : kind} ${number}`, post && localText(post.title), label, gone(withdrawn));
}

function questionOf(context: RegisterContext, subject: string, id: string): string {
  const indicator = indicatorOf(context.instrument, id);
  const words = indicator ? localText(indicator.text) : id;
  const name = subjectOf(context, subject);
  return name === undefined ? words : `${words} (${name})`;
}

function indicatorOf(instrument: Instrument, id: string) {
  return indexInstrument(instrument).byDimension.find(({ indicator }) => indicator.id === id)?.indicator;
}

function subjectOf({ instrument, view }: RegisterContext, id: string): string | undefined {
  const subject = view.subjects.find((candidate) => candidate.id === id);
  const kind = instrument.subjectKinds.find((candidate) => candidate.id === subject?.value?.kind);
  return subject && kind && subjectName(kind, subject, view.subjects);
}

function gone(withdrawn: { readonly reason: string } | undefined): string | undefined {
  return withdrawn && t.withdrawn(withdrawn.reason);
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

function read<T>(schema: Schema<T>, value: unknown, words: (entry: T) => string): string | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? words(parsed.data) : null;
}
