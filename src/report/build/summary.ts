import { compare, rational } from '#domain/scoring/rational.ts';
import type { Rational } from '#domain/scoring/score-types.ts';
import type { DimensionRow, Finding, Improvement, ReportScore, Strength } from '../visit-report.ts';
import type { ReportContext } from './context.ts';
import { bandText } from './scale.ts';

interface Parts {
  readonly score: ReportScore | null;
  readonly dimensions: readonly DimensionRow[];
  readonly findings: readonly Finding[];
  readonly strengths: readonly Strength[];
  readonly improvements: readonly Improvement[];
}

/** The result in three or four sentences, for a reader who turns only one page. */
export function buildSummary(context: ReportContext, parts: Parts): readonly string[] {
  const { words, input } = context;
  const { score, findings, strengths } = parts;
  if (score === null) return input.score !== null && input.score.total === null ? [words.nothingApplies] : [];
  const office = input.office?.name ?? words.unknown.office;
  const hasAnswers = findings.length + strengths.length > 0;
  return [
    score.category !== null && score.range.isSettled
      ? words.summary.settled(office, score.range.text, bandText(context, score.category), score.category.zoneLabel)
      : words.summary.open(office, score.range.text, score.possible.map((band) => bandText(context, band)).join(', ')),
    ...spread(context, parts.dimensions),
    ...(findings.length > 0 ? [words.summary.findings(findings.length, strengths.length)] : []),
    ...(findings.length === 0 && hasAnswers && score.isComplete ? [words.summary.noFindings] : []),
    ...firstStep(context, parts.improvements),
  ];
}

/** Only once every dimension is settled: a guess over intervals would read as a verdict. */
function spread({ words }: ReportContext, dimensions: readonly DimensionRow[]): readonly string[] {
  const known = dimensions.flatMap(({ title, value }) =>
    value?.isSettled ? [{ title, text: value.low.text, exact: fromText(value.low.exact) }] : [],
  );
  if (known.length < 2 || known.length < dimensions.filter(({ value }) => value !== null).length) return [];
  const sorted = known.toSorted((a, b) => compare(b.exact, a.exact));
  const [best, worst] = [sorted[0], sorted.at(-1)];
  if (best === undefined || worst === undefined || compare(best.exact, worst.exact) === 0) return [];
  return [words.summary.spread(best.title, best.text, worst.title, worst.text)];
}

function fromText(exact: string): Rational {
  const [numerator = '0', denominator = '1'] = exact.split('/');
  return rational(BigInt(numerator), BigInt(denominator));
}

function firstStep(context: ReportContext, improvements: readonly Improvement[]): readonly string[] {
  const [first] = improvements;
  if (first === undefined) return [];
  const { words } = context;
  const sentence = words.summary.firstStep(first.indicator, first.gainText);
  if (!first.isNewCategory || first.category === null) return [sentence];
  return [`${sentence} ${words.summary.liftsTo(bandText(context, first.category))}`];
}
