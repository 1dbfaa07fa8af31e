import { localText } from '#client/ui/i18n/text.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import type { SubjectEntry } from '#domain/visit/values.ts';
import type { Entry } from '#domain/visit/visit-view.ts';

export type Subject = Entry<SubjectEntry>;

/**
 * "A7" for a respondent, "Izin usaha" for a product, "Petugas layanan · Siti" for an officer. Two tablets may both have
 * counted to seven: the second is then "A7b".
 */
export function subjectName(kind: SubjectKind, subject: Subject, all: readonly Subject[]): string {
  const entry = subject.value;
  if (entry === null) return subject.id;
  const role = kind.roles?.find((candidate) => candidate.id === entry.role);
  const words = [role && localText(role.title), entry.label].filter((word) => word !== undefined);
  if (words.length > 0) return words.join(' · ');
  const twins = all.filter((other) => other.value?.kind === entry.kind && other.value.number === entry.number);
  const at = twins.findIndex((other) => other.id === subject.id);
  const suffix = at > 0 ? String.fromCharCode('a'.charCodeAt(0) + at) : '';
  return `${kind.letter ?? `${localText(kind.title)} `}${entry.number}${suffix}`;
}
