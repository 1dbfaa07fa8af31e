import type { SubjectId, SubjectKindId } from '#domain/ids.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import type { CompiledInstrument } from './compile-instrument.ts';
import type { ScoredSubject, ScoringInput } from './score-types.ts';

/** The subjects of one kind in a visit, and how many more are awaited. */
export interface Sample {
  readonly kind: SubjectKind;
  readonly subjects: readonly ScoredSubject[];
  readonly target: number;
  /** Anything from 0 to this many subjects may still come: a sample can also be closed early. */
  readonly awaited: number;
}

export type Samples = ReadonlyMap<SubjectKindId, Sample>;

/** Every subject counts, also over the target: what was recorded is never dropped silently. */
export function samplesOf(
  { kinds }: CompiledInstrument,
  input: ScoringInput,
  singles: ReadonlyMap<SubjectKindId, SubjectId>,
): Samples {
  const byKind = new Map<SubjectKindId, ScoredSubject[]>();
  for (const subject of input.subjects) {
    const known = byKind.get(subject.kind);
    if (known === undefined) byKind.set(subject.kind, [subject]);
    else known.push(subject);
  }
  return new Map(
    [...kinds.values()].map((kind) => [
      kind.id,
      sampleOf(kind, byKind.get(kind.id) ?? [], input, singles.get(kind.id)),
    ]),
  );
}

function sampleOf(
  kind: SubjectKind,
  subjects: readonly ScoredSubject[],
  input: ScoringInput,
  single: SubjectId | undefined,
): Sample {
  if (single !== undefined) return { kind, subjects: [{ id: single, kind: kind.id }], target: 1, awaited: 0 };
  const plan = input.samples.get(kind.id);
  const target = plan?.target ?? kind.sample.target;
  return { kind, subjects, target, awaited: plan?.closed === true ? 0 : Math.max(0, target - subjects.length) };
}

/** Same subjects under the same parents, and as many awaited: then a mean over this sample need not be taken again. */
export function isSameSample(a: Sample, b: Sample): boolean {
  return (
    a.target === b.target &&
    a.awaited === b.awaited &&
    a.subjects.length === b.subjects.length &&
    a.subjects.every((subject, at) => subject.id === b.subjects[at]?.id && subject.parent === b.subjects[at]?.parent)
  );
}
