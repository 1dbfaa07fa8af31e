import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { Lightbox } from '#client/ui/media/lightbox.tsx';
import { usePhoto } from '#client/ui/media/use-photo.ts';
import type { EvidenceEntry } from '#domain/visit/values.ts';
import { DamagedPhoto } from './damaged-photo.tsx';
import type { Photo } from './photo-strip.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { t } from './sheet-texts.ts';
import type { VisitModel } from './visit-model.ts';

interface PhotoOverlayProps {
  readonly model: VisitModel;
  readonly ids: readonly string[];
  readonly at: string;
}

/** Photos over the page, one at a time; from here one is withdrawn or put back into the tray. */
export function PhotoOverlay({ model, ids, at }: PhotoOverlayProps) {
  const isWithdrawing = useSignal(false);
  const photos = ids.flatMap((id) => model.open.view.value.evidence.find((entry) => entry.id === id) ?? []);
  const index = Math.max(
    0,
    photos.findIndex(({ id }) => id === at),
  );
  const photo = photos[index];
  const { src } = usePhoto((sha256) => model.open.photo(sha256), photo?.value?.sha256 ?? null);
  const close = (): void => {
    model.overlay.value = null;
  };
  if (photo?.value == null) return null;
  const entry = photo.value;
  const write = async (change: Partial<EvidenceEntry>): Promise<void> => {
    close();
    await model.open.write({ kind: 'evidence', id: photo.id }, { ...entry, ...change });
  };
  if (isWithdrawing.value) {
    return (
      <ReasonDialog
        title={t.withdrawPhoto}
        help={t.withdrawPhotoHelp}
        confirm={t.withdraw}
        onClose={() => {
          isWithdrawing.value = false;
        }}
        onConfirm={(reason) => write({ withdrawn: { reason } })}
      />
    );
  }
  return (
    <Lightbox
      photos={photos.map((one, position) => ({
        id: one.id,
        src: position === index ? src : null,
        alt: one.value ? t.photoAlt(formatInstant(one.value.capturedAt)) : t.photos,
        caption: caption(model, one),
      }))}
      index={index}
      onIndex={(next) => {
        const id = ids[next];
        if (id !== undefined) model.overlay.value = { kind: 'photos', ids, at: id };
      }}
      onClose={close}
      actions={
        model.open.canEdit.value && (
          <>
            <DamagedPhoto model={model} photo={photo} entry={entry} />
            {entry.attachedTo !== null && <Button onClick={() => void write({ attachedTo: null })}>{t.detach}</Button>}
            <Button
              icon="trash"
              onClick={() => {
                isWithdrawing.value = true;
              }}
            >
              {t.withdraw}
            </Button>
          </>
        )
      }
    />
  );
}

function caption(model: VisitModel, photo: Photo): string {
  const entry = photo.value;
  if (entry === null) return '';
  const author = photo.heads[0] && model.personName(photo.heads[0].author);
  const hasArrived = model.open.view.value.arrived.has(entry.sha256);
  return [
    t.photoTaken(formatInstant(entry.capturedAt)),
    author,
    placeText(entry.place),
    hasArrived ? null : t.notArrived,
  ]
    .filter((part) => part)
    .join(' · ');
}

function placeText(place: EvidenceEntry['place']): string {
  if (!('unavailable' in place)) {
    return t.photoAt(formatNumber(place.latitude, 5), formatNumber(place.longitude, 5), formatNumber(place.accuracyM));
  }
  const words = {
    denied: t.placeDenied,
    timeout: t.placeTimeout,
    unsupported: t.placeUnsupported,
    'from-file': t.placeFromFile,
  };
  return words[place.unavailable as keyof typeof words] ?? t.placeUnsupported;
}
