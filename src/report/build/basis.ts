import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { Basis } from '../visit-report.ts';
import type { ReportContext } from './context.ts';

/** What the score is worked out from, besides the answers: enough to do it again without Tilik. */
export function buildBasis({ input, words, text }: ReportContext): Basis {
  const { instrument, view } = input;
  return {
    decimals: instrument.scoring.decimals,
    kinds: instrument.subjectKinds.map(({ id, parent, aggregate, single }) => ({
      id,
      parent: parent ?? null,
      aggregate,
      isSingle: single,
    })),
    subjects: scoringInputOf(instrument, view).subjects.map(({ id, kind, parent }) => ({
      id,
      kind,
      parent: parent ?? null,
    })),
    indicators: indexInstrument(instrument).byDimension.map(({ indicator }) => ({
      id: indicator.id,
      kind: indicator.subject,
      options: indicator.options.map(({ id, points, label }) => ({ id, points, label: text(label) })),
      notApplicable: indicator.notApplicableAllowed ? words.answerState['not-applicable'] : null,
      relevance: indicator.relevance ?? null,
    })),
  };
}
