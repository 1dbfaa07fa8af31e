import type { Subject } from '#client/ui/subject-name.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';

export function nextNumber(kind: SubjectKind, all: readonly Subject[]): number {
  return 1 + Math.max(0, ...all.map((subject) => (subject.value?.kind === kind.id ? subject.value.number : 0)));
}
