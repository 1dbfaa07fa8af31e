import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { PhotoThumb } from '#client/ui/media/photo-thumb.tsx';
import { usePhoto } from '#client/ui/media/use-photo.ts';
import type { FoldedChange } from '#domain/change/register-state.ts';
import { registerName } from '#domain/visit/register.ts';
import type { EvidenceEntry } from '#domain/visit/values.ts';
import type { Entry } from '#domain/visit/visit-view.ts';
import { AnswerText } from './answer-text.tsx';
import { PhotoStanding } from './photo-standing.tsx';
import { RegisterHistory } from './register-history.tsx';
import type { ReviewModel } from './review-model.ts';
import type { ReviewRow } from './review-rows.ts';
import { t } from './texts.ts';

interface DetailProps {
  readonly model: ReviewModel;
  readonly row: ReviewRow;
}

/** One answer with everything that supports it: photos large, note, history, comments; and what the supervisor makes of it. */
export function ReviewDetail({ model, row }: DetailProps) {
  return (
    <Stack gap={4}>
      <header>
        {row.subjectName && <p class="muted small">{row.subjectName}</p>}
        <h2 class="review-detail-title">{localText(row.indicator.text)}</h2>
        <p class="lead">
          <AnswerText row={row} />
        </p>
      </header>
      <Judgement model={model} row={row} />
      {row.returned && (
        <Banner
          tone={row.returned.isCorrected ? 'success' : 'warning'}
          title={`${t.returnedBefore}: ${row.returned.isCorrected ? t.fixed : t.notFixed}`}
        >
          {t.because(row.returned.reason)}
        </Banner>
      )}
      <Section title={t.photos} level={3}>
        {row.photos.length === 0 && <p class="muted">{row.isPhotoMissing ? t.photoMissing : t.noPhotos}</p>}
        {row.photos.map((photo) => (
          <div key={photo.id}>
            <LargePhoto model={model} photo={photo} />
            <RegisterHistory model={model} register={photo.register} isNamed />
          </div>
        ))}
      </Section>
      {row.note && (
        <Section title={t.note} level={3}>
          <p class="review-note">{row.note}</p>
        </Section>
      )}
      <RegisterHistory model={model} register={noteOf(row)} isNamed />
      {row.indicator.legalBasis && (
        <p class="small muted">
          {t.legalBasis}: {row.indicator.legalBasis}
        </p>
      )}
      <Comments model={model} row={row} />
      <RegisterHistory model={model} register={answerOf(row)} />
    </Stack>
  );
}

function Judgement({ model, row }: DetailProps) {
  if (!model.canReview.value) return null;
  if (model.questioning.value === row.key) return <QuestionForm model={model} row={row} />;
  const isMarked = row.mark === 'accepted' || row.mark === 'questioned';
  return (
    <Stack gap={2}>
      {row.mark === 'outdated' && <Banner tone="warning">{t.changedAfterReview}</Banner>}
      {row.mark === 'questioned' && (
        <Banner tone="info" title={t.questioned}>
          {row.review?.reason}
        </Banner>
      )}
      <Row>
        <Button
          kind={row.mark === 'accepted' ? 'secondary' : 'primary'}
          icon="check"
          disabled={row.mark === 'accepted'}
          onClick={() => void model.accept(row)}
        >
          {row.mark === 'accepted' ? t.accepted : t.accept}
        </Button>
        <Button
          icon="flag"
          onClick={() => {
            model.questioning.value = row.key;
          }}
        >
          {t.question}
        </Button>
        {isMarked && (
          <Button kind="quiet" onClick={() => void model.clear(row)}>
            {t.undo}
          </Button>
        )}
      </Row>
    </Stack>
  );
}

function QuestionForm({ model, row }: DetailProps) {
  const reason = useSignal(row.review?.reason ?? '');
  const isMissing = useSignal(false);
  const close = (): void => {
    model.questioning.value = null;
  };
  const save = (): void => {
    const text = reason.value.trim();
    isMissing.value = text === '';
    if (text === '') return;
    close();
    void model.question(row, text);
  };
  return (
    <Stack gap={2}>
      <TextArea
        label={t.whatToMend}
        value={reason.value}
        maxLength={2000}
        rows={3}
        error={isMissing.value ? t.needReason : undefined}
        onInput={(text) => {
          reason.value = text;
        }}
      />
      <Row>
        <Button kind="primary" onClick={save}>
          {t.save}
        </Button>
        <Button kind="quiet" onClick={close}>
          {t.cancel}
        </Button>
      </Row>
    </Stack>
  );
}

interface LargePhotoProps {
  readonly model: ReviewModel;
  readonly photo: Entry<EvidenceEntry>;
}

function LargePhoto({ model, photo }: LargePhotoProps) {
  const entry = photo.value;
  const { src, isMissing } = usePhoto((sha256) => model.open.photo(sha256), entry?.sha256 ?? null);
  if (entry === null) return null;
  return (
    <figure class="review-photo">
      {src === null ? (
        <PhotoThumb
          src={null}
          alt={isMissing ? t.photoNotHere : t.photoAlt(formatInstant(entry.capturedAt))}
          size={120}
        />
      ) : (
        <button
          type="button"
          class="review-photo-open"
          onClick={() => {
            model.lightbox.value = photo.id;
          }}
        >
          <img src={src} alt={t.photoAlt(formatInstant(entry.capturedAt))} width={entry.width} height={entry.height} />
        </button>
      )}
      <figcaption class="small muted">{photoCaption(model, photo)}</figcaption>
      <PhotoStanding model={model} photo={photo} isShown={src !== null} />
    </figure>
  );
}

export function photoCaption(model: ReviewModel, photo: Entry<EvidenceEntry>): string {
  const entry = photo.value;
  if (entry === null) return '';
  const author = photo.heads[0] && model.personName(photo.heads[0].author);
  const place =
    'unavailable' in entry.place
      ? t.photoNoPlace
      : t.photoPlace(
          formatNumber(entry.place.latitude, 5),
          formatNumber(entry.place.longitude, 5),
          formatNumber(entry.place.accuracyM),
        );
  const parts = [formatInstant(entry.capturedAt), author, place, entry.source === 'file' ? t.fromFile : null];
  if (!model.open.view.value.arrived.has(entry.sha256)) parts.push(t.photoNotHere);
  return parts.filter((part) => part).join(' · ');
}

function Comments({ model, row }: { readonly model: ReviewModel; readonly row: ReviewRow }) {
  const text = useSignal('');
  // A sentence begun for one answer must not be sent with another.
  useEffect(() => {
    text.value = '';
  }, [row.key, text]);
  const send = (): void => {
    const written = text.value.trim();
    if (written === '') return;
    text.value = '';
    void model.comment(row, written);
  };
  return (
    <Section title={t.comments} level={3}>
      <Stack gap={2}>
        {row.comments.length === 0 && <p class="muted small">{t.noComments}</p>}
        <ul class="plain-list">
          {row.comments.map((comment) => (
            <li key={comment.id} class="review-comment">
              <p>{comment.value?.text}</p>
              <p class="small muted">{byLine(model, comment.heads[0])}</p>
            </li>
          ))}
        </ul>
        <TextArea
          label={t.writeComment}
          value={text.value}
          rows={2}
          maxLength={4000}
          onInput={(value) => {
            text.value = value;
          }}
        />
        <Button disabled={text.value.trim() === ''} icon="comment" onClick={send}>
          {t.send}
        </Button>
      </Stack>
    </Section>
  );
}

function byLine(model: ReviewModel, change: FoldedChange | undefined): string {
  return change === undefined ? '' : `${model.personName(change.author)} · ${formatInstant(change.at)}`;
}

function noteOf({ subject, indicator }: ReviewRow): string {
  return registerName({ kind: 'note', round: 1, subject, indicator: indicator.id });
}

function answerOf({ subject, indicator }: ReviewRow): string {
  return registerName({ kind: 'answer', round: 1, subject, indicator: indicator.id });
}
