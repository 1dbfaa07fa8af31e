/** Reads the text of a QR code in the picture, or null. */
export type QrReader = (picture: HTMLVideoElement) => Promise<string | null>;

interface NativeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

// Not in TypeScript's DOM types: only Chromium has it, and on desktop Linux not even Chromium.
interface NativeDetectorClass {
  new (options: { readonly formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

declare global {
  var BarcodeDetector: NativeDetectorClass | undefined;
}

async function nativeReader(): Promise<QrReader | null> {
  const Detector = globalThis.BarcodeDetector;
  if (!Detector || !(await Detector.getSupportedFormats()).includes('qr_code')) return null;
  const detector = new Detector({ formats: ['qr_code'] });
  return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
}

async function wasmReader(): Promise<QrReader> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasmUrl }] = await Promise.all([
    import('zxing-wasm/reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  // The package would fetch its binary from a public CDN: ours is precached with the app.
  prepareZXingModule({
    overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) },
  });
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (picture) => {
    if (!context || picture.videoWidth === 0) return null;
    canvas.width = picture.videoWidth;
    canvas.height = picture.videoHeight;
    context.drawImage(picture, 0, 0);
    const results = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), {
      formats: ['QRCode'],
    });
    return results[0]?.text ?? null;
  };
}

/** The browser's own detector where it has one, a WebAssembly decoder otherwise. */
export async function openQrReader(): Promise<QrReader> {
  return (await nativeReader()) ?? (await wasmReader());
}
