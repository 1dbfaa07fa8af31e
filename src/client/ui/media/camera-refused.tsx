import type { ComponentChildren } from 'preact';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { t } from '#client/ui/media/camera-texts.ts';

type Refusal = 'denied' | 'none' | 'busy' | 'unsupported';

interface CameraRefusedProps {
  readonly because: Refusal;
  readonly onRetry: () => void;
  /** The other ways to a photo. */
  readonly children?: ComponentChildren;
}

/** Why there is no picture, and what to do instead. */
export function CameraRefused({ because, onRetry, children }: CameraRefusedProps) {
  return (
    <div class="camera-refused" role="alert">
      <Icon name="camera" size={48} />
      <p class="camera-refused-title">{t[`${because}Title`]}</p>
      <p>{t[because]}</p>
      {(because === 'denied' || because === 'busy') && (
        <Button icon="refresh" onClick={onRetry}>
          {t.tryAgain}
        </Button>
      )}
      {children}
    </div>
  );
}
