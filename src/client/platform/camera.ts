export type CameraRefusal =
  /** The person, or a policy of the device, said no. */
  | 'denied'
  /** There is none. */
  | 'none'
  /** Another program holds it. */
  | 'busy'
  /** The page is not in a secure context, or the browser has no such thing. */
  | 'unsupported';

export type CameraOpening =
  | { readonly kind: 'open'; readonly stream: MediaStream; readonly close: () => void }
  | { readonly kind: 'refused'; readonly because: CameraRefusal };

/** A frame large enough for a sign's small print, not so large that a tablet stutters. */
const wanted = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1440 } },
} as const satisfies MediaStreamConstraints;

function refusalOf(error: unknown): CameraRefusal {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unsupported';
  }
}

/** Opens the camera that looks away from the person. The caller closes it: an open camera drains a tablet. */
export async function openCamera(): Promise<CameraOpening> {
  if (!globalThis.navigator?.mediaDevices?.getUserMedia) return { kind: 'refused', because: 'unsupported' };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wanted);
    return {
      kind: 'open',
      stream,
      close: () => {
        for (const track of stream.getTracks()) track.stop();
      },
    };
  } catch (error) {
    return { kind: 'refused', because: refusalOf(error) };
  }
}

/** The frame now in the viewfinder. A plain frame, not a file: it carries no metadata of the device. */
export async function grabFrame(video: HTMLVideoElement): Promise<ImageBitmap> {
  return await createImageBitmap(video);
}
