import type { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { GroupTrace, IndicatorTrace, ScoreResult } from '#domain/scoring/score-types.ts';
import { answerKey, indicatorsOf, sampleOf, subjectsOf } from './scoring-input.ts';
import type { Completeness, VisitView } from './visit-view.ts';

/**
 * What is still missing. Whether an answer is owed at all (gates) is the score's own finding, so list and number never
 * disagree.
 */
export function completenessOf(instrument: Instrument, view: VisitView, score: ScoreResult): Completeness {
  const missingAnswers = openAnswers(score.trace);
  const attached = view.evidence.flatMap((entry) =>
    entry.value !== null && entry.value.withdrawn === undefined ? [entry.value] : [],
  );
  return {
    answered: score.open.answered,
    expected: score.open.expected,
    missingAnswers,
    missingEvidence: answersWithoutPhoto(instrument, view),
    notArrived: attached.flatMap((entry) => (view.arrived.has(entry.sha256) ? [] : [entry.sha256])),
    samples: instrument.subjectKinds
      .filter((kind) => !kind.single)
      .map((kind) => {
        const { target, closed } = sampleOf(instrument, view, kind.id);
        return {
          kind: kind.id,
          seen: subjectsOf(instrument, view, kind.id).length,
          target,
          min: kind.sample.min,
          isClosed: closed,
        };
      }),
    unattachedEvidence: attached.filter((entry) => entry.attachedTo === null).length,
  };
}

export function indicatorTraces(node: GroupTrace | IndicatorTrace): readonly IndicatorTrace[] {
  return node.level === 'indicator' ? [node] : node.children.flatMap(indicatorTraces);
}

function openAnswers(trace: GroupTrace): Completeness['missingAnswers'] {
  return indicatorTraces(trace).flatMap((node) =>
    node.subjects
      .filter(({ state, options }) => state === 'unanswered' || (state === 'maybe-hidden' && options.length === 0))
      .map(({ subject }) => ({ subject, indicator: node.id })),
  );
}

/** A photo is owed where the indicator requires one and an option was chosen for that subject. */
function answersWithoutPhoto(instrument: Instrument, view: VisitView): Completeness['missingEvidence'] {
  const withPhoto = new Set(
    view.evidence.flatMap(({ value }) =>
      value?.attachedTo && value.withdrawn === undefined
        ? [answerKey(value.attachedTo.subject, value.attachedTo.indicator)]
        : [],
    ),
  );
  const owed: { subject: SubjectId; indicator: IndicatorId }[] = [];
  for (const indicator of indicatorsOf(instrument)) {
    if (indicator.evidence !== 'required') continue;
    for (const subject of subjectsOf(instrument, view, indicator.subject)) {
      const key = answerKey(subject, indicator.id);
      const answer = view.answers.get(key);
      const isChosen = answer?.value?.kind === 'option' || (answer?.conflict.length ?? 0) > 0;
      if (isChosen && !withPhoto.has(key)) owed.push({ subject, indicator: indicator.id });
    }
  }
  return owed;
}
