import { useRef, useState } from 'preact/hooks';
import { Button, IconButton } from '#client/ui/button.tsx';
import { useModal } from '#client/ui/feedback/use-modal.ts';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { CameraPort } from '#client/ui/media/camera-port.ts';
import { CameraRefused } from '#client/ui/media/camera-refused.tsx';
import { t } from '#client/ui/media/camera-texts.ts';
import { useCamera } from '#client/ui/media/use-camera.ts';
import '#client/ui/media/camera-sheet.css';

export interface Shot {
  readonly id: string;
  /** An object URL or address of the picture. */
  readonly src: string;
}

export interface CameraSheetProps {
  readonly camera: CameraPort;
  /** What the photos are for: the indicator's text, or the tray. */
  readonly title: string;
  /** Taken in this sitting, newest first. */
  readonly shots: readonly Shot[];
  /** At the shutter. Resolves once the photo is kept; until then the shutter is busy. A rejection is the caller's to show. */
  readonly onShot: (frame: ImageBitmap, takenAt: Date) => Promise<void>;
  /** Files from the camera app or the gallery, when the viewfinder is not to be had or not wanted. */
  readonly onFiles: (files: readonly File[]) => Promise<void>;
  /** What is wrong with the last shot, though it was kept: no place. */
  readonly notice?: string | null | undefined;
  readonly onOpenShot?: ((id: string) => void) | undefined;
  readonly onClose: () => void;
}

/** The viewfinder over the whole screen: shutter under the thumb, what was taken beside it. Mount it to open, unmount to close. */
export function CameraSheet({ camera, title, shots, notice, onShot, onFiles, onOpenShot, onClose }: CameraSheetProps) {
  const { video, state, retry } = useCamera(camera);
  const [isSaving, setIsSaving] = useState(false);
  const sheet = useRef<HTMLDialogElement>(null);

  useModal(sheet, true);

  const saving = async (work: () => Promise<void>) => {
    setIsSaving(true);
    try {
      await work();
    } finally {
      setIsSaving(false);
    }
  };
  const shoot = async () => {
    if (!video.current || isSaving) return;
    // The moment of the tap, not of the moment the frame has been copied.
    const takenAt = new Date();
    const element = video.current;
    await saving(async () => onShot(await camera.grab(element), takenAt));
  };
  const take = (files: readonly File[]) => saving(() => onFiles(files));

  return (
    <dialog
      class="camera"
      data-theme="dark"
      ref={sheet}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="camera-head">
        <IconButton icon="close" label={t.close} onClick={onClose} />
        <p class="camera-title">{title}</p>
      </header>
      <div class="camera-view">
        <video ref={video} muted playsInline hidden={state.kind === 'refused'} />
        {state.kind === 'opening' && <p class="camera-message">{t.opening}</p>}
        {state.kind === 'refused' && (
          <CameraRefused because={state.because} onRetry={retry}>
            <FilePick label={t.cameraApp} icon="camera" capture onFiles={take} />
          </CameraRefused>
        )}
        {notice && (
          <p class="camera-notice" role="status">
            {notice}
          </p>
        )}
        {state.kind === 'live' && isSaving && <div class="camera-flash" />}
      </div>
      <footer class="camera-foot">
        <ul class="camera-strip" aria-label={t.taken}>
          {shots.map((shot, index) => (
            <li key={shot.id}>
              <button class="camera-thumb" type="button" onClick={() => onOpenShot?.(shot.id)}>
                <img src={shot.src} alt={t.shot(formatNumber(shots.length - index))} />
              </button>
            </li>
          ))}
        </ul>
        <button
          class="shutter"
          type="button"
          aria-label={t.shutter}
          aria-busy={isSaving}
          disabled={state.kind !== 'live'}
          onClick={() => void shoot()}
        />
        <div class="camera-side">
          <FilePick label={t.chooseFile} icon="photo" onFiles={take} />
          <Button kind="primary" onClick={onClose}>
            {t.done}
          </Button>
        </div>
      </footer>
      <p class="visually-hidden" role="status">
        {isSaving ? t.saving : ''}
      </p>
    </dialog>
  );
}

interface FilePickProps {
  readonly label: string;
  readonly icon: 'photo' | 'camera';
  /** Asks the tablet for its camera app instead of its gallery. */
  readonly capture?: boolean | undefined;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}

export function FilePick({ label, icon, capture = false, onFiles }: FilePickProps) {
  return (
    <label class="button button-secondary file-pick">
      <Icon name={icon} size={20} />
      <span>{label}</span>
      <input
        class="visually-hidden"
        type="file"
        accept="image/*"
        multiple={!capture}
        {...(capture ? { capture: 'environment' } : {})}
        onChange={(event) => {
          const input = event.currentTarget;
          const files = [...(input.files ?? [])];
          // Emptied so that the same file can be chosen again after a failure.
          input.value = '';
          if (files.length > 0) void onFiles(files);
        }}
      />
    </label>
  );
}
