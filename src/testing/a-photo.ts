const segment = (marker: number, content: Uint8Array): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

/** One grey pixel's frame and scan: what makes a JPEG whole. */
const frame = segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0]));
const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x55, 0xff, 0x00, 0x2a])]);

/** A JPEG by its structure, as large as one likes: the content stands in its comments. */
export function aPhoto(content: string | Uint8Array): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(content);
  const comments: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 65_533) comments.push(segment(0xfe, bytes.subarray(at, at + 65_533)));
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...comments, frame, scan, Buffer.from([0xff, 0xd9])]);
}
