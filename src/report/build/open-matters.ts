import type { IndicatorId, SubjectId } from '#domain/ids.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { AnswerRow, Matter, OpenMatters, SampleRow } from '../visit-report.ts';
import { isAnonymous, type ReportContext } from './context.ts';
import { indicatorTitle, registerText } from './register-text.ts';

/** What still has to happen before the score is certain and whole; an empty list when nothing has. */
export function buildOpenMatters(context: ReportContext, answers: readonly AnswerRow[]): OpenMatters {
  const { input, words } = context;
  const { view, completeness, score } = input;
  const [answered, expected] = [completeness?.answered ?? 0, completeness?.expected ?? 0];
  const { open } = words;
  const missing = completeness?.missingAnswers ?? [];
  const owed = completeness?.missingEvidence ?? [];
  return {
    answered,
    expected,
    answeredText: open.answered(answered, expected),
    matters: [
      ...matter(missing.length, open.missingAnswers, grouped(context, missing)),
      ...matter(score?.open.missingSubjects ?? 0, open.missingSubjects),
      ...matter(owed.length, open.missingEvidence, grouped(context, owed)),
      ...matter(view.conflicts.length, open.conflicts, conflicting(context, answers)),
      ...matter(completeness?.notArrived.length ?? 0, open.notArrived),
      ...matter(completeness?.unattachedEvidence ?? 0, open.unattached),
      ...matter(view.held.length, open.held),
      ...matter(view.notUnderstood.length, open.notUnderstood),
    ],
  };
}

function matter(count: number, say: (count: number) => string, items: Matter['items'] = []): readonly Matter[] {
  return count > 0 ? [{ count, sentence: say(count), items }] : [];
}

function grouped(
  context: ReportContext,
  pairs: readonly { readonly subject: SubjectId; readonly indicator: IndicatorId }[],
): Matter['items'] {
  return [...Map.groupBy(pairs, (pair) => pair.indicator)].map(([indicator, group]) => ({
    what: indicatorTitle(context, indicator),
    details: group.map((pair) => context.subject(pair.subject)),
  }));
}

/** Who entered what, for whoever has to settle it. */
function conflicting(context: ReportContext, answers: readonly AnswerRow[]): Matter['items'] {
  return context.input.view.conflicts.map(({ register }) => {
    const parsed = parseRegister(register);
    const row =
      parsed?.kind === 'answer'
        ? answers.find((answer) => answer.indicatorId === parsed.indicator && answer.subjectId === parsed.subject)
        : undefined;
    return {
      what: registerText(context, parsed),
      details: (row?.conflict ?? []).map(({ by, option }) => `${by}: ${option}`),
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
