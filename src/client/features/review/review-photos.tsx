import { formatInstant } from '#client/ui/i18n/format.ts';
import { Lightbox } from '#client/ui/media/lightbox.tsx';
import { usePhoto } from '#client/ui/media/use-photo.ts';
import { photoCaption } from './review-detail.tsx';
import type { ReviewModel } from './review-model.ts';
import type { ReviewRow } from './review-rows.ts';
import { t } from './texts.ts';

interface ReviewPhotosProps {
  readonly model: ReviewModel;
  readonly row: ReviewRow;
}

/** The photos of one answer over the page. */
export function ReviewPhotos({ model, row }: ReviewPhotosProps) {
  const index = Math.max(
    0,
    row.photos.findIndex(({ id }) => id === model.lightbox.value),
  );
  const { src } = usePhoto((sha256) => model.open.photo(sha256), row.photos[index]?.value?.sha256 ?? null);
  return (
    <Lightbox
      index={index}
      photos={row.photos.map((photo, at) => ({
        id: photo.id,
        src: at === index ? src : null,
        alt: photo.value ? t.photoAlt(formatInstant(photo.value.capturedAt)) : t.photos,
        caption: photoCaption(model, photo),
      }))}
      onIndex={(next) => {
        model.lightbox.value = row.photos[next]?.id ?? null;
      }}
      onClose={() => {
        model.lightbox.value = null;
      }}
    />
  );
}
