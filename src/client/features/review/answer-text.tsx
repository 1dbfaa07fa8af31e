import { formatDecimal } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import { highestPoints, type ReviewRow } from './review-rows.ts';
import { t } from './texts.ts';

/** The chosen option with its points, or why there is none. */
export function AnswerText({ row }: { readonly row: ReviewRow }) {
  if (row.answer?.heads.some((head) => head.isErased) && row.answer.value === null)
    return <span class="muted">{t.erased}</span>;
  if ((row.answer?.conflict.length ?? 0) > 0) return <strong class="review-alert">{t.differing}</strong>;
  if (row.answer?.value?.kind === 'not-applicable') {
    return (
      <span>
        {t.notApplicable}
        {row.answer.value.reason && <span class="muted"> · {row.answer.value.reason}</span>}
      </span>
    );
  }
  if (row.option === null) return <span class="muted">{t.unanswered}</span>;
  return (
    <span>
      {localText(row.option.label)} <span class="muted nowrap">{pointsText(row.indicator, row.option.points)}</span>
    </span>
  );
}

export function pointsText(indicator: Indicator, points: string): string {
  return t.points(formatDecimal(points), formatDecimal(String(highestPoints(indicator))));
}
