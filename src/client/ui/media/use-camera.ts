import { useEffect, useRef, useState } from 'preact/hooks';
import type { CameraPort } from '#client/ui/media/camera-port.ts';

export type Viewfinder =
  | { readonly kind: 'opening' }
  | { readonly kind: 'live' }
  | { readonly kind: 'refused'; readonly because: 'denied' | 'none' | 'busy' | 'unsupported' };

/** Runs the camera in a video element for as long as the part is on the page; `retry` asks again. */
export function useCamera(camera: CameraPort) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<Viewfinder>({ kind: 'opening' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isGone = false;
    let close = () => {};
    const start = async () => {
      setState({ kind: 'opening' });
      const opening = await camera.open();
      if (opening.kind === 'refused') {
        if (!isGone) setState(opening);
        return;
      }
      close = opening.close;
      if (isGone || !video.current) return close();
      video.current.srcObject = opening.stream;
      await video.current.play();
      if (!isGone) setState({ kind: 'live' });
    };
    void start().catch(() => {
      close();
      if (!isGone) setState({ kind: 'refused', because: 'busy' });
    });
    return () => {
      isGone = true;
      close();
    };
  }, [camera, attempt]);

  return { video, state, retry: () => setAttempt((count) => count + 1) };
}
