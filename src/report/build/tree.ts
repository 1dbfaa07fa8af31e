import { hundred, multiply } from '#domain/scoring/rational.ts';
import type { GroupTrace, IndicatorTrace, Interval, Rational } from '#domain/scoring/score-types.ts';
import { figure, percentText, range } from '../format/figures.ts';
import type { DimensionRow, Figure, IndicatorRow, Range, VariableRow } from '../visit-report.ts';
import type { ReportContext } from './context.ts';
import { isWithoutScore } from './scale.ts';

const shownDecimals = 2;

interface Weighted {
  readonly id: string;
  readonly weight: string;
  readonly weightProvenance: string;
}

/** The instrument's tree with what the score's trace says of each node. */
export function buildTree(context: ReportContext): readonly DimensionRow[] {
  const { input } = context;
  const trace = isWithoutScore(input.view.outcome.value?.kind) ? undefined : input.score?.trace;
  return input.instrument.dimensions.map((dimension, d) => {
    const dimensionTrace = childOf(trace, dimension.id);
    return {
      ...nodeRow(context, dimension, dimensionTrace, `${d + 1}`, context.text(dimension.title)),
      variables: dimension.variables.map((variable, v): VariableRow => {
        const variableTrace = childOf(dimensionTrace, variable.id);
        return {
          ...nodeRow(context, variable, variableTrace, `${d + 1}.${v + 1}`, context.text(variable.title)),
          indicators: variable.indicators.map((indicator) =>
            indicatorRow(context, indicator.id, childOf(variableTrace, indicator.id)),
          ),
        };
      }),
    };
  });
}

function indicatorRow(
  context: ReportContext,
  id: IndicatorTrace['id'],
  trace: GroupTrace | IndicatorTrace | undefined,
): IndicatorRow {
  const { input, words, text, placed } = context;
  const found = placed.get(id);
  if (found === undefined) throw new Error(`The indicator ${id} is not in its own instrument.`);
  const { indicator, number } = found;
  const kind = input.instrument.subjectKinds.find((candidate) => candidate.id === indicator.subject);
  const place = input.instrument.places.find((candidate) => candidate.id === indicator.place);
  const sample = trace?.level === 'indicator' && kind?.single === false ? trace.sample : null;
  return {
    ...nodeRow(context, indicator, trace, number, text(indicator.text)),
    subjectKind: kind === undefined ? indicator.subject : text(kind.title),
    method: words.method[indicator.method],
    place: place === undefined ? indicator.place : text(place.title),
    legalBasis: indicator.legalBasis ?? null,
    sample: sample === null ? '' : words.sampleOf(sample.answered, sample.target),
  };
}

function childOf(parent: GroupTrace | IndicatorTrace | undefined, id: string): GroupTrace | IndicatorTrace | undefined {
  return parent === undefined || parent.level === 'indicator'
    ? undefined
    : parent.children.find((child) => child.id === id);
}

function nodeRow(
  { input: { language } }: ReportContext,
  node: Weighted,
  trace: GroupTrace | IndicatorTrace | undefined,
  number: string,
  title: string,
) {
  return {
    id: node.id,
    number,
    title,
    weight: node.weight,
    weightText: percentText(node.weight, language),
    isWeightAssumed: node.weightProvenance === 'assumed',
    effectiveWeight: trace?.effectiveWeight == null ? null : percentFigure(trace.effectiveWeight, language),
    value: trace?.value == null ? null : percentRange(trace.value, language),
    contribution: trace?.contribution == null ? null : range(trace.contribution, shownDecimals, language),
  };
}

function percentFigure(value: Rational, language: 'id' | 'en'): Figure {
  return figure(value, shownDecimals, language);
}

/** Values inside the trace run from 0 to 1; people read 0 to 100. */
function percentRange(value: Interval, language: 'id' | 'en'): Range {
  return range({ low: multiply(value.low, hundred), high: multiply(value.high, hundred) }, shownDecimals, language);
}
