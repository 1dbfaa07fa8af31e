import * as z from 'zod/mini';
import { IndicatorId, PersonId, SubjectId, SubjectKindId } from '#domain/ids.ts';

/** A number of the scoring round: 1 is the assessors' own, 2 a second scorer's. */
export const Round = z.int().check(z.gte(1), z.lte(99));
export type Round = z.infer<typeof Round>;

/** Fields of the visit that are each edited alone. */
export const VisitField = z.enum(['office', 'instrument', 'period', 'assignment-letter', 'outcome', 'join', 'remark']);
export type VisitField = z.infer<typeof VisitField>;

const EntryId = z.uuid().check(z.lowercase());

/** The smallest thing edited alone. Its name is the text under which changes to it meet. */
export type Register =
  | {
      readonly kind: 'answer' | 'note' | 'review';
      readonly round: Round;
      readonly subject: SubjectId;
      readonly indicator: IndicatorId;
    }
  | { readonly kind: 'comment' | 'evidence' | 'official' | 'signature'; readonly id: string }
  | { readonly kind: 'subject'; readonly id: SubjectId }
  | { readonly kind: 'member' | 'done'; readonly person: PersonId }
  | { readonly kind: 'sample'; readonly subjectKind: SubjectKindId }
  | { readonly kind: 'visit'; readonly field: VisitField };
export type RegisterKind = Register['kind'];

/** The text form, e.g. `answer/1/office/fee`. Stable: changes are hashed over it. */
export function registerName(register: Register): string {
  switch (register.kind) {
    case 'answer':
    case 'note':
    case 'review':
      return `${register.kind}/${register.round}/${register.subject}/${register.indicator}`;
    case 'comment':
    case 'evidence':
    case 'official':
    case 'signature':
    case 'subject':
      return `${register.kind}/${register.id}`;
    case 'member':
    case 'done':
      return `${register.kind}/${register.person}`;
    case 'sample':
      return `sample/${register.subjectKind}`;
    case 'visit':
      return `visit/${register.field}`;
  }
}

/** Null for a name that this version does not know: the change is then kept raw and skipped. */
export function parseRegister(name: string): Register | null {
  const [kind, first, second, third, ...rest] = name.split('/');
  if (rest.length > 0 || first === undefined) return null;
  switch (kind) {
    case 'answer':
    case 'note':
    case 'review': {
      const round = Round.safeParse(Number(first));
      const subject = SubjectId.safeParse(second);
      const indicator = IndicatorId.safeParse(third);
      if (!round.success || !subject.success || !indicator.success || String(round.data) !== first) return null;
      return { kind, round: round.data, subject: subject.data, indicator: indicator.data };
    }
    default:
      return second === undefined ? parseShortRegister(kind, first) : null;
  }
}

function parseShortRegister(kind: string | undefined, id: string): Register | null {
  switch (kind) {
    case 'comment':
    case 'evidence':
    case 'official':
    case 'signature':
      return EntryId.safeParse(id).success ? { kind, id } : null;
    case 'subject': {
      const subject = SubjectId.safeParse(id);
      return subject.success ? { kind, id: subject.data } : null;
    }
    case 'member':
    case 'done': {
      const person = PersonId.safeParse(id);
      return person.success ? { kind, person: person.data } : null;
    }
    case 'sample': {
      const subjectKind = SubjectKindId.safeParse(id);
      return subjectKind.success ? { kind, subjectKind: subjectKind.data } : null;
    }
    case 'visit': {
      const field = VisitField.safeParse(id);
      return field.success ? { kind, field: field.data } : null;
    }
    default:
      return null;
  }
}
