import { formatInstant, formatTime } from '#client/ui/i18n/format.ts';
import { PhotoThumb } from '#client/ui/media/photo-thumb.tsx';
import { usePhoto } from '#client/ui/media/use-photo.ts';
import type { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { EvidenceEntry } from '#domain/visit/values.ts';
import type { Entry } from '#domain/visit/visit-view.ts';
import { t } from './sheet-texts.ts';
import type { VisitModel } from './visit-model.ts';

export type Photo = Entry<EvidenceEntry>;

export function attachedPhotos(model: VisitModel, subject: SubjectId, indicator: IndicatorId): readonly Photo[] {
  return model.open.view.value.evidence.filter(
    ({ value }) =>
      value?.withdrawn === undefined &&
      value?.attachedTo?.subject === subject &&
      value.attachedTo.indicator === indicator,
  );
}

export function trayPhotos(model: VisitModel): readonly Photo[] {
  return model.open.view.value.evidence.filter(
    ({ value }) => value?.attachedTo === null && value.withdrawn === undefined,
  );
}

/** The photos of one answer. A tap opens them over the page. */
export function PhotoStrip({
  model,
  subject,
  indicator,
}: {
  model: VisitModel;
  subject: SubjectId;
  indicator: IndicatorId;
}) {
  const photos = attachedPhotos(model, subject, indicator);
  if (photos.length === 0) return null;
  const ids = photos.map(({ id }) => id);
  return (
    <ul class="plain-list photo-strip" aria-label={t.photos}>
      {photos.map((photo) => (
        <li key={photo.id}>
          <Thumb
            model={model}
            photo={photo}
            onOpen={() => {
              model.overlay.value = { kind: 'photos', ids, at: photo.id };
            }}
          />
        </li>
      ))}
    </ul>
  );
}

interface ThumbProps {
  readonly model: VisitModel;
  readonly photo: Photo;
  readonly selected?: boolean | undefined;
  readonly onOpen: () => void;
}

export function Thumb({ model, photo, selected, onOpen }: ThumbProps) {
  const { src } = usePhoto((sha256) => model.open.photo(sha256), photo.value?.sha256 ?? null);
  const at = photo.value?.capturedAt;
  return (
    <PhotoThumb
      src={src}
      alt={at ? t.photoAlt(formatInstant(at)) : t.photos}
      note={at && formatTime(at)}
      selected={selected}
      onOpen={onOpen}
    />
  );
}
