import type { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { OpenMatters, SampleRow } from '../visit-report.ts';
import { isAnonymous, type ReportContext } from './context.ts';

export function buildOpenMatters(context: ReportContext): OpenMatters {
  const { input, words } = context;
  const { view, completeness } = input;
  const [answered, expected] = [completeness?.answered ?? 0, completeness?.expected ?? 0];
  const missing = completeness?.missingAnswers ?? [];
  const owed = completeness?.missingEvidence ?? [];
  const counts = {
    conflicts: view.conflicts.length,
    notArrived: completeness?.notArrived.length ?? 0,
    unattachedEvidence: completeness?.unattachedEvidence ?? 0,
    held: view.held.length,
    notUnderstood: view.notUnderstood.length,
  };
  const sentence = (count: number, say: (count: number) => string): readonly string[] =>
    count > 0 ? [say(count)] : [];
  return {
    answered,
    expected,
    answeredText: words.open.answered(answered, expected),
    missingAnswers: grouped(context, missing),
    missingEvidence: grouped(context, owed),
    ...counts,
    sentences: [
      ...sentence(missing.length, words.open.missingAnswers),
      ...sentence(owed.length, words.open.missingEvidence),
      ...sentence(counts.conflicts, words.open.conflicts),
      ...sentence(counts.notArrived, words.open.notArrived),
      ...sentence(counts.unattachedEvidence, words.open.unattached),
      ...sentence(counts.held, words.open.held),
      ...sentence(counts.notUnderstood, words.open.notUnderstood),
    ],
  };
}

function grouped(
  context: ReportContext,
  pairs: readonly { readonly subject: SubjectId; readonly indicator: IndicatorId }[],
): readonly { what: string; subjects: readonly string[] }[] {
  return [...Map.groupBy(pairs, (pair) => pair.indicator)].map(([indicator, group]) => {
    const place = context.placed.get(indicator);
    return {
      what: place === undefined ? indicator : `${place.number} ${context.text(place.indicator.text)}`,
      subjects: group.map((pair) => context.subject(pair.subject)),
    };
  });
}

/** How many were met of how many planned, per kind of subject that repeats. */
export function buildSamples(context: ReportContext): readonly SampleRow[] {
  const { input, words, text } = context;
  return (input.completeness?.samples ?? []).flatMap((sample) => {
    const kind = input.instrument.subjectKinds.find((candidate) => candidate.id === sample.kind);
    if (kind === undefined) return [];
    const isBelowMin = sample.seen < sample.min;
    const closed = input.view.samples.get(sample.kind)?.closed;
    return [
      {
        kind: sample.kind,
        title: text(kind.title),
        seen: sample.seen,
        target: sample.target,
        min: sample.min,
        text: (isAnonymous(kind) ? words.respondentsOf : words.sampleOf)(sample.seen, sample.target),
        isAssumed: kind.sampleProvenance === 'assumed',
        isBelowMin,
        warning: isBelowMin ? words.belowMin(sample.min) : null,
        closed: closed === undefined ? null : words.sampleClosed(closed.reason),
      },
    ];
  });
}
