import { SubjectId } from '#domain/ids.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import type { SubjectEntry } from '#domain/visit/values.ts';
import { nextNumber } from './next-number.ts';
import type { VisitModel } from './visit-model.ts';

/** Adds a subject under the next number and goes to it. */
export async function addSubject(
  model: VisitModel,
  kind: SubjectKind,
  details: Partial<Pick<SubjectEntry, 'label' | 'role' | 'parent'>> = {},
): Promise<void> {
  const id = SubjectId.parse(crypto.randomUUID());
  const entry = { ...details, kind: kind.id, number: nextNumber(kind, model.subjects.value) };
  const written = model.open.write({ kind: 'subject', id }, entry);
  model.place.subject.value = id;
  await written;
}

/** A respondent needs a number only and is added at once; others have a name or a post to give. */
export function startAdding(model: VisitModel): void {
  const kind = model.kind.value;
  const isQuick = kind.letter !== undefined && kind.roles === undefined && kind.parent === undefined;
  const target = model.open.completeness.value.samples.find((sample) => sample.kind === kind.id)?.target ?? 0;
  if (isQuick && model.subjectsHere.value.length < target) void addSubject(model, kind);
  else model.overlay.value = { kind: 'new-subject', of: kind.id };
}
