/** What a part asks of a camera. `platform/camera.ts` fits: `{ open: openCamera, grab: grabFrame }`. */
export interface CameraPort {
  readonly open: () => Promise<
    | { readonly kind: 'open'; readonly stream: MediaStream; readonly close: () => void }
    | { readonly kind: 'refused'; readonly because: 'denied' | 'none' | 'busy' | 'unsupported' }
  >;
  readonly grab: (video: HTMLVideoElement) => Promise<ImageBitmap>;
}
