import { Icon } from '#client/ui/icon.tsx';
import '#client/ui/media/photo-thumb.css';

export interface PhotoThumbProps {
  /** `null`: known but not yet arrived. */
  readonly src: string | null;
  readonly alt: string;
  readonly onOpen?: (() => void) | undefined;
  readonly size?: 48 | 72 | 120 | undefined;
  /** One line below: the time, or that it is not attached yet. */
  readonly note?: string | undefined;
  readonly selected?: boolean | undefined;
}

export function PhotoThumb({ src, alt, onOpen, size = 72, note, selected }: PhotoThumbProps) {
  return (
    <button class={`thumb thumb-${size}`} type="button" aria-pressed={selected} disabled={!onOpen} onClick={onOpen}>
      {src === null ? (
        <span class="thumb-missing" role="img" aria-label={alt}>
          <Icon name="photo" />
        </span>
      ) : (
        <img src={src} alt={alt} loading="lazy" decoding="async" />
      )}
      {note && <span class="thumb-note">{note}</span>}
    </button>
  );
}
