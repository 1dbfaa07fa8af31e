import { createHash } from 'node:crypto';
import { Sha256, type VisitId } from '#domain/ids.ts';
import { aPhoto } from '../a-photo.ts';
import type { TestPerson } from '../test-server.ts';

/** As `TestServer.ask`, over the wire. */
export function askAs(url: string) {
  return (
    method: string,
    address: string,
    { as, body }: { as: { cookie: string }; body: unknown },
  ): Promise<Response> =>
    fetch(`${url}${address}`, {
      method,
      headers: { cookie: as.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
}

const tus = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** @returns the name of an upload that waits for its bytes. */
export async function beginUpload(url: string, person: TestPerson, visit: VisitId): Promise<string> {
  const response = await create(url, person, visit, Sha256.parse('d'.repeat(64)), 1_000);
  return response.headers.get('location')?.split('/').at(-1) ?? '';
}

export async function uploadPhoto(url: string, person: TestPerson, visit: VisitId, text: string): Promise<Sha256> {
  const bytes = aPhoto(text);
  const sha256 = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
  const response = await create(url, person, visit, sha256, bytes.length, bytes);
  if (response.status !== 201) throw new Error(`The photo was refused: ${await response.text()}`);
  return sha256;
}

function create(
  url: string,
  { cookie }: TestPerson,
  visit: VisitId,
  sha256: Sha256,
  length: number,
  bytes?: Buffer<ArrayBuffer>,
): Promise<Response> {
  const metadata = `visit ${base64(visit)},sha256 ${base64(sha256)},mime ${base64('image/jpeg')}`;
  const content = bytes === undefined ? {} : { 'content-type': 'application/offset+octet-stream' };
  return fetch(`${url}/api/evidence/uploads`, {
    method: 'POST',
    headers: { ...tus, ...content, cookie, 'upload-length': String(length), 'upload-metadata': metadata },
    ...(bytes === undefined ? {} : { body: bytes }),
  });
}
