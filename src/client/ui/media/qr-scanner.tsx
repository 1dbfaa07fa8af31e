import { useEffect, useRef } from 'preact/hooks';
import type { CameraPort } from '#client/ui/media/camera-port.ts';
import { CameraRefused } from '#client/ui/media/camera-refused.tsx';
import { t } from '#client/ui/media/camera-texts.ts';
import { useCamera } from '#client/ui/media/use-camera.ts';
import '#client/ui/media/camera-sheet.css';

export interface QrScannerProps {
  readonly camera: CameraPort;
  /** `openQrReader` of `platform/qr-reader.ts`. */
  readonly openReader: () => Promise<(picture: HTMLVideoElement) => Promise<string | null>>;
  /** Each time another code is seen. */
  readonly onRead: (text: string) => void;
  /** The reader could not be loaded. */
  readonly onFault: (error: unknown) => void;
}

const betweenLooksMs = 150;

/** A viewfinder that looks for a QR code. */
export function QrScanner({ camera, openReader, onRead, onFault }: QrScannerProps) {
  const { video, state, retry } = useCamera(camera);
  const report = useRef({ onRead, onFault });
  report.current = { onRead, onFault };

  useEffect(() => {
    const element = video.current;
    if (state.kind !== 'live' || !element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    let last: string | null = null;
    const look = async (read: (picture: HTMLVideoElement) => Promise<string | null>) => {
      const text = await read(element);
      if (isGone) return;
      if (text !== null && text !== last) report.current.onRead(text);
      last = text ?? last;
      timer = setTimeout(() => void look(read).catch(report.current.onFault), betweenLooksMs);
    };
    void openReader().then(look).catch(report.current.onFault);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [state.kind, openReader, video]);

  return (
    <div class="scanner">
      <video ref={video} muted playsInline hidden={state.kind === 'refused'} />
      {state.kind === 'refused' ? (
        <CameraRefused because={state.because} onRetry={retry} />
      ) : (
        <p class="scanner-message" role="status">
          {state.kind === 'opening' ? t.opening : t.scanning}
        </p>
      )}
    </div>
  );
}
