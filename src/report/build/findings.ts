import { compare, fromDecimal } from '#domain/scoring/rational.ts';
import { decimalText, figure } from '../format/figures.ts';
import type { AnswerRow, Finding, Improvement, Occurrence, ReportScore, Strength } from '../visit-report.ts';
import { isAnonymous, type Placed, type ReportContext } from './context.ts';
import { bandById } from './scale.ts';

type RowsByIndicator = ReadonlyMap<string, readonly AnswerRow[]>;

function byIndicator(answers: readonly AnswerRow[]): RowsByIndicator {
  return Map.groupBy(answers, (row) => row.indicatorId);
}

/** A finding is an indicator with a settled answer below its highest points. */
export function buildFindings(
  context: ReportContext,
  answers: readonly AnswerRow[],
  improvements: readonly Improvement[],
): readonly Finding[] {
  const rows = byIndicator(answers);
  const findings: Finding[] = [];
  for (const place of context.placed.values()) {
    const occurrences = (rows.get(place.indicator.id) ?? []).flatMap((row) => occurrenceOf(context, row));
    if (occurrences.length === 0) continue;
    findings.push({
      number: findings.length + 1,
      indicatorId: place.indicator.id,
      indicatorNumber: place.number,
      indicator: context.text(place.indicator.text),
      dimension: context.text(place.dimension.title),
      variable: context.text(place.variable.title),
      legalBasis: place.indicator.legalBasis ?? null,
      best: place.best,
      recommendation: recommendationOf(context, place, improvements),
      occurrences,
    });
  }
  return findings;
}

/** What to do depends on how it was found out; what it would give is the score's own figure. */
function recommendationOf(
  { words, input }: ReportContext,
  { indicator }: Placed,
  improvements: readonly Improvement[],
): string {
  const kind = input.instrument.subjectKinds.find(({ id }) => id === indicator.subject);
  const how = indicator.method === 'interview' && kind !== undefined && isAnonymous(kind) ? 'users' : indicator.method;
  const gain = improvements.find(({ indicatorId }) => indicatorId === String(indicator.id))?.gainText;
  return gain === undefined
    ? words.recommendation[how]
    : `${words.recommendation[how]} ${words.recommendationGain(gain)}`;
}

function isBelowBest(row: AnswerRow): boolean {
  return row.points !== null && compare(fromDecimal(row.points), fromDecimal(row.maxPoints)) < 0;
}

/** An answer behind a gate that no longer opens does not count, so it is no finding either. */
function occurrenceOf({ words, input }: ReportContext, row: AnswerRow): readonly Occurrence[] {
  if (row.state !== 'answered' || row.points === null || row.option === null || !isBelowBest(row)) return [];
  const { subject, option, points, maxPoints, note, evidence } = row;
  const shown = (text: string): string => decimalText(text, input.language);
  return [
    { subject, option, points, maxPoints, pointsText: words.pointsOf(shown(points), shown(maxPoints)), note, evidence },
  ];
}

/** In order: everyone who was to be asked has answered with the highest points. */
export function buildStrengths(context: ReportContext, answers: readonly AnswerRow[]): readonly Strength[] {
  const rows = byIndicator(answers);
  return [...context.placed.values()].flatMap((place) => {
    const asked = (rows.get(place.indicator.id) ?? []).filter(
      (row) => row.state !== 'not-applicable' && row.state !== 'hidden',
    );
    const isInOrder = asked.length > 0 && asked.every((row) => row.state === 'answered' && !isBelowBest(row));
    if (!isInOrder) return [];
    return [
      {
        indicatorNumber: place.number,
        indicator: context.text(place.indicator.text),
        dimension: context.text(place.dimension.title),
        sample: asked.length > 1 ? String(asked.length) : '',
      },
    ];
  });
}

/** Greatest gain first; equal gains in the order of the instrument. */
export function buildImprovements(context: ReportContext, score: ReportScore | null): readonly Improvement[] {
  if (score === null) return [];
  const order = new Map([...context.placed.keys()].map((id, index) => [id, index]));
  const lifts = context.input.lifts
    .filter((lift) => lift.gain.numerator > 0n)
    .toSorted((a, b) => compare(b.gain, a.gain) || (order.get(a.indicator) ?? 0) - (order.get(b.indicator) ?? 0));
  return lifts.flatMap((lift, index) => {
    const place = context.placed.get(lift.indicator);
    if (place === undefined) return [];
    const gain = figure(lift.gain, context.input.instrument.scoring.decimals, context.input.language);
    // While the score is a range the lift is of its upper end: no ground for promising a category.
    const category = score.range.isSettled ? bandById(context, lift.category) : null;
    return [
      {
        rank: index + 1,
        indicatorId: lift.indicator,
        indicatorNumber: place.number,
        indicator: context.text(place.indicator.text),
        dimension: context.text(place.dimension.title),
        legalBasis: place.indicator.legalBasis ?? null,
        best: place.best,
        gain,
        gainText: `+${gain.text}`,
        category,
        isNewCategory: category !== null && score.category !== null && category.id !== score.category.id,
      },
    ];
  });
}
