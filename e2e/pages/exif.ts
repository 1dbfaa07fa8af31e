/** One directory entry: tag, type, count, value or offset. */
function entry(tag: number, type: number, count: number, value: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt32BE(count, 4);
  return Buffer.concat([head, value]);
}

/** The JPEG with an EXIF segment in front, as a phone writes it: how it was held, and whose it is. */
export function withExif(jpeg: Buffer, details: { readonly orientation: number; readonly maker: string }): Buffer {
  const maker = Buffer.from(`${details.maker}\0`, 'latin1');
  const makerOffset = Buffer.alloc(4);
  // After the TIFF header (8), the count (2), two entries (24) and the end mark (4).
  makerOffset.writeUInt32BE(38);
  const orientation = Buffer.alloc(4);
  orientation.writeUInt16BE(details.orientation);
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    Buffer.from([0, 2]),
    entry(0x010f, 2, maker.length, makerOffset),
    entry(0x0112, 3, 1, orientation),
    Buffer.alloc(4),
    maker,
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}
