import { encode } from 'uqr';

const [width, height] = [640, 480];

/** A short film of a QR code, in the one format Chromium takes for a camera: raw YUV 4:2:0. */
export function qrVideo(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const modulePx = Math.floor(height / size);
  const luma = Buffer.alloc(width * height, 235);
  for (let y = 0; y < size * modulePx; y += 1) {
    for (let x = 0; x < size * modulePx; x += 1) {
      if (data[Math.floor(y / modulePx)]?.[Math.floor(x / modulePx)]) luma[y * width + x] = 16;
    }
  }
  const colourless = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, colourless]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([header, ...Array.from({ length: 10 }, () => frame)]);
}
