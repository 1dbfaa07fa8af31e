import { VisitId } from '#domain/ids.ts';
import { PushingTablet } from '../pushing-tablet.ts';
import type { HostileRequest, HostileSeal } from './hostile-request.ts';
import type { FuzzHouse } from './house.ts';
import { askAs } from './valid-requests.ts';

/** The request as bytes of this run: its ids, cookies and signatures put in. */
export async function resolve(house: FuzzHouse, request: HostileRequest): Promise<{ head: Buffer; body: Buffer }> {
  if (request.framing === 'raw')
    return { head: Buffer.alloc(0), body: Buffer.from(bodyText(house, request), 'latin1') };
  const body = await bodyBytes(house, request);
  const framed = frame(request, body);
  const cookie = house.cookies.get(request.actor);
  const lines = [
    `${request.method} ${putIn(house, request.target)} HTTP/1.1`,
    ...(request.headers.some(([name]) => name === 'host') ? [] : ['host: localhost']),
    ...(cookie === undefined ? [] : [`cookie: ${cookie}; __Host-${cookie}`]),
    ...request.headers.map(([name, value]) => `${name}: ${putIn(house, value)}`),
    ...framed.headers,
  ];
  return { head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body: framed.bytes };
}

function putIn({ known, ours }: FuzzHouse, text: string): string {
  return text
    .replaceAll('@visit64@', Buffer.from(ours.visit).toString('base64'))
    .replace(
      /@(\w+)@/g,
      (whole, name: string) => Object.entries(known).find(([thing]) => thing === name)?.[1] ?? whole,
    );
}

function bodyText(house: FuzzHouse, { body }: HostileRequest): string {
  return body.kind === 'bytes' ? putIn(house, body.bytes.toString('latin1')) : '';
}

async function bodyBytes(house: FuzzHouse, { body }: HostileRequest): Promise<Buffer> {
  switch (body.kind) {
    case 'none':
      return Buffer.alloc(0);
    case 'text':
      return Buffer.from(putIn(house, body.text));
    case 'bytes':
      return body.bytes;
    case 'seal':
      return Buffer.from(JSON.stringify(await sealed(house, body.seal)) ?? 'null');
  }
}

async function sealed(house: FuzzHouse, seal: HostileSeal): Promise<unknown> {
  const tablet = await PushingTablet.open({ ask: askAs(house.server.url) }, house.ours.field.siti);
  const visit = seal.visit === 'new' ? crypto.randomUUID() : house.known[seal.visit];
  // What no change can hold at all is sent as a plain text instead: making changes is not what is tried here.
  const value: unknown = JSON.parse(putIn(house, JSON.stringify(seal.value) ?? 'null'));
  const register = putIn(house, seal.register);
  try {
    await tablet.write(VisitId.parse(visit), register, value);
  } catch {
    await tablet.write(VisitId.parse(visit), 'note/1/office/fee', { text: String(register).toWellFormed() });
  }
  const batch = await tablet.seal();
  return seal.damage === null ? batch : seal.damage(JSON.parse(JSON.stringify(batch)));
}

interface Framed {
  readonly headers: readonly string[];
  readonly bytes: Buffer;
}

const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
const lastChunk = Buffer.from('0\r\n\r\n');
const chunked = 'transfer-encoding: chunked';

function frame({ framing, method }: HostileRequest, bytes: Buffer): Framed {
  const length = (count: number | string) => `content-length: ${count}`;
  switch (framing) {
    case 'chunked':
      return { headers: [chunked], bytes: Buffer.concat([...(bytes.length > 0 ? [chunk(bytes)] : []), lastChunk]) };
    case 'announcesMore':
    case 'drips':
    case 'leaves':
      return { headers: [length(bytes.length + 1_000)], bytes };
    case 'announcesLess':
      return { headers: [length(bytes.length >> 1)], bytes };
    case 'badLength':
      return {
        headers: [length(['-1', '+5', '1e3', '0x10', '99999999999999999999', ''][bytes.length % 6] ?? '')],
        bytes,
      };
    case 'twoLengths':
      return { headers: [length(bytes.length), length(bytes.length + 1)], bytes };
    case 'lengthAndChunks':
      return { headers: [length(bytes.length), chunked], bytes: Buffer.concat([chunk(bytes), lastChunk]) };
    case 'badChunk':
      return { headers: [chunked], bytes: Buffer.concat([Buffer.from('zz\r\n'), bytes]) };
    case 'chunksStop':
      return { headers: [chunked], bytes: chunk(Buffer.concat([bytes, Buffer.from(' ')])) };
    default:
      return { headers: bytes.length === 0 && method === 'GET' ? [] : [length(bytes.length)], bytes };
  }
}
