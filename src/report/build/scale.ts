import type { Category } from '#domain/instrument/instrument.ts';
import { decimalText, range } from '../format/figures.ts';
import type { Band, ReportScore } from '../visit-report.ts';
import type { ReportContext } from './context.ts';

export function band({ input, words, text }: ReportContext, category: Category): Band {
  const bound = (value: string): string => decimalText(value, input.language);
  return {
    id: category.id,
    label: text(category.label),
    min: category.min,
    max: category.max,
    rangeText: `${bound(category.min)} – ${bound(category.max)}`,
    zone: category.zone,
    zoneLabel: words.zone[category.zone],
  };
}

export function bandById(context: ReportContext, id: string | null | undefined): Band | null {
  const category = context.input.instrument.categories.find((candidate) => candidate.id === id);
  return category === undefined ? null : band(context, category);
}

/** "kategori B, kualitas tinggi" as it stands in a sentence. */
export function bandText({ words }: ReportContext, found: Band): string {
  return isLetter(found)
    ? `${words.category.toLowerCase()} ${found.id} (${found.label.toLowerCase()})`
    : found.label.toLowerCase();
}

/** Schemes with letters show the letter; others ("high") only have their words. */
export function isLetter(found: Pick<Band, 'id'>): boolean {
  return /^[A-Z][+-]?$/.test(found.id);
}

/** The visit has a score unless its outcome says otherwise or nothing in the instrument applied. */
export function buildScore(context: ReportContext): ReportScore | null {
  const { score, instrument, language, view } = context.input;
  if (score?.total == null || score.rounded === null || isWithoutScore(view.outcome.value?.kind)) return null;
  const total = range(score.total, instrument.scoring.decimals, language);
  const possible = score.categories.map((category) => band(context, category));
  return {
    range: total,
    category: possible.length === 1 && possible[0] !== undefined ? possible[0] : null,
    possible,
    isComplete: score.isComplete,
  };
}

export function isWithoutScore(kind: string | undefined): boolean {
  return kind !== undefined && kind !== 'scored';
}
