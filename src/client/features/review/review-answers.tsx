import { useEffect, useRef } from 'preact/hooks';
import { Badge } from '#client/ui/data/badge.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Icon } from '#client/ui/icon.tsx';
import { PhotoThumb } from '#client/ui/media/photo-thumb.tsx';
import { usePhoto } from '#client/ui/media/use-photo.ts';
import type { EvidenceEntry } from '#domain/visit/values.ts';
import { AnswerText } from './answer-text.tsx';
import { exceptionText } from './exception-texts.ts';
import type { ReviewModel } from './review-model.ts';
import { type ReviewRow, type RowFilter, rowFilters } from './review-rows.ts';
import { t } from './texts.ts';

/** The answers of the branch, one row each; the selected one is what the detail shows. */
export function ReviewAnswers({ model }: { readonly model: ReviewModel }) {
  const count = (filter: RowFilter): number => model.rows.value.filter(rowFilters[filter]).length;
  return (
    <div class="review-answers">
      <SegmentedControl
        label={t.show}
        value={model.filter.value}
        onChange={(filter) => {
          model.filter.value = filter;
        }}
        segments={[
          { value: 'everything', label: t.everything },
          { value: 'exceptions', label: t.exceptions, count: count('exceptions') },
          { value: 'weak', label: t.weak, count: count('weak') },
          { value: 'photoMissing', label: t.photoMissing, count: count('photoMissing') },
          { value: 'notReviewed', label: t.notReviewed, count: count('notReviewed') },
          { value: 'questioned', label: t.questioned, count: count('questioned') },
        ]}
      />
      {model.shown.value.length === 0 && <EmptyState icon="search" title={t.nothingHere} />}
      <ul class="plain-list review-list" aria-label={t.answers}>
        {model.shown.value.map((row) => (
          <AnswerRow key={row.key} model={model} row={row} />
        ))}
      </ul>
    </div>
  );
}

interface AnswerRowProps {
  readonly model: ReviewModel;
  readonly row: ReviewRow;
}

function AnswerRow({ model, row }: AnswerRowProps) {
  const isSelected = model.selectedKey.value === row.key;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isSelected) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  return (
    <li class={`review-row ${isSelected ? 'review-row-selected' : ''}`}>
      <button
        type="button"
        ref={button}
        class="review-row-main"
        aria-pressed={isSelected}
        onClick={() => {
          model.selectedKey.value = row.key;
        }}
      >
        <span class="review-row-title">{localText(row.indicator.text)}</span>
        {row.subjectName && <span class="review-row-subject muted small">{row.subjectName}</span>}
        <span class="review-row-answer">
          <AnswerText row={row} />
        </span>
        <RowFlags row={row} />
      </button>
      {row.photos[0]?.value && <RowPhoto model={model} row={row} photo={row.photos[0].value} />}
    </li>
  );
}

function RowFlags({ row }: { readonly row: ReviewRow }) {
  return (
    <span class="review-row-flags">
      {row.mark === 'accepted' && <Badge icon="check">{t.accepted}</Badge>}
      {row.mark === 'questioned' && (
        <Badge tone="problem" icon="flag">
          {t.questioned}
        </Badge>
      )}
      {row.mark === 'outdated' && <Badge tone="strong">{t.changedSince}</Badge>}
      {row.isPhotoMissing && (
        <Badge tone="problem" icon="photo">
          {t.photoMissing}
        </Badge>
      )}
      {row.returned && <Badge>{`${t.returnedBefore}: ${row.returned.isCorrected ? t.fixed : t.notFixed}`}</Badge>}
      {row.isLate && <Badge tone="strong">{t.standingLate}</Badge>}
      {row.exceptions
        .filter((rule) => rule !== 'photo-missing')
        .map((rule) => (
          <Badge key={rule} tone="strong">
            {exceptionText[rule]}
          </Badge>
        ))}
      {row.note && <Badge icon="note">{t.note}</Badge>}
      {row.comments.length > 0 && <Badge icon="comment">{formatNumber(row.comments.length)}</Badge>}
    </span>
  );
}

interface RowPhotoProps extends AnswerRowProps {
  readonly photo: EvidenceEntry;
}

function RowPhoto({ model, row, photo }: RowPhotoProps) {
  const { src } = usePhoto((sha256) => model.open.photo(sha256), photo.sha256);
  return (
    <span class="review-row-photo">
      <PhotoThumb
        src={src}
        alt={t.photoAlt(formatInstant(photo.capturedAt))}
        size={48}
        onOpen={() => {
          model.selectedKey.value = row.key;
          model.lightbox.value = row.photos[0]?.id ?? null;
        }}
      />
      {row.photos.length > 1 && (
        <span class="review-row-photos small">
          <Icon name="photo" size={16} /> {formatNumber(row.photos.length)}
        </span>
      )}
    </span>
  );
}
