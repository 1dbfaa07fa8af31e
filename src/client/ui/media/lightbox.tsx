import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { IconButton } from '#client/ui/button.tsx';
import { useModal } from '#client/ui/feedback/use-modal.ts';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';
import '#client/ui/media/lightbox.css';

const t = defineTexts({
  id: {
    close: 'Tutup foto',
    previous: 'Foto sebelumnya',
    next: 'Foto berikutnya',
    zoomIn: 'Perbesar',
    zoomOut: 'Perkecil',
    position: (index: string, count: string) => `Foto ${index} dari ${count}`,
    loading: 'Foto sedang diambil…',
  },
  en: {
    close: 'Close the photo',
    previous: 'Previous photo',
    next: 'Next photo',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    position: (index, count) => `Photo ${index} of ${count}`,
    loading: 'Fetching the photo…',
  },
});

export interface LightboxPhoto {
  readonly id: string;
  /** `null` while the bytes are not here yet. */
  readonly src: string | null;
  readonly alt: string;
  /** Time, place, indicator, who took it. */
  readonly caption?: ComponentChildren;
}

export interface LightboxProps {
  readonly photos: readonly LightboxPhoto[];
  readonly index: number;
  readonly onIndex: (index: number) => void;
  readonly onClose: () => void;
  /** Beside the close button: attach, remove. */
  readonly actions?: ComponentChildren;
}

/** One photo over the whole screen. Arrow keys turn the pages, a tap zooms, a zoomed photo is moved by scrolling. */
export function Lightbox({ photos, index, onIndex, onClose, actions }: LightboxProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isZoomed, setIsZoomed] = useState(false);
  const photo = photos[index];

  useModal(dialog, true);

  const turn = (step: number) => {
    const next = index + step;
    if (next < 0 || next >= photos.length) return;
    setIsZoomed(false);
    onIndex(next);
  };
  if (!photo) return null;
  return (
    <dialog
      class="lightbox"
      data-theme="dark"
      ref={dialog}
      aria-label={t.position(formatNumber(index + 1), formatNumber(photos.length))}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        if (isZoomed) return;
        if (event.key === 'ArrowLeft') turn(-1);
        if (event.key === 'ArrowRight') turn(1);
      }}
    >
      <header class="lightbox-head">
        <span class="lightbox-count">{t.position(formatNumber(index + 1), formatNumber(photos.length))}</span>
        {actions}
        <IconButton
          icon={isZoomed ? 'minus' : 'zoomIn'}
          label={isZoomed ? t.zoomOut : t.zoomIn}
          onClick={() => setIsZoomed(!isZoomed)}
        />
        <IconButton icon="close" label={t.close} onClick={onClose} />
      </header>
      <div class={isZoomed ? 'lightbox-view lightbox-zoomed' : 'lightbox-view'}>
        {photo.src === null ? (
          <p role="status">{t.loading}</p>
        ) : (
          <button class="lightbox-photo" type="button" key={photo.id} onClick={() => setIsZoomed(!isZoomed)}>
            <img src={photo.src} alt={photo.alt} />
          </button>
        )}
      </div>
      {photos.length > 1 && (
        <div class="lightbox-turn">
          <IconButton icon="chevronLeft" label={t.previous} disabled={index === 0} onClick={() => turn(-1)} />
          <IconButton
            icon="chevronRight"
            label={t.next}
            disabled={index === photos.length - 1}
            onClick={() => turn(1)}
          />
        </div>
      )}
      {photo.caption && <footer class="lightbox-caption">{photo.caption}</footer>}
    </dialog>
  );
}
