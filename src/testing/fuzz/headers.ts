import type { SeededRandom } from '#server/demo/seeded-random.ts';
import { hostileText, standIn } from './hostile-values.ts';

type Header = readonly [string, string];

const odd: readonly Header[] = [
  ['tilik-protocol', '99'],
  ['tilik-protocol', '1, 1'],
  ['content-type', 'text/plain'],
  ['content-type', 'application/json; charset=utf-16'],
  ['content-type', 'multipart/form-data'],
  ['content-type', ''],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br, gzip, gzip'],
  ['content-encoding', 'nothing'],
  ['accept', 'image/*;q=x'],
  ['accept-encoding', 'br;q=0, *;q=0'],
  ['accept-language', '*'.repeat(500)],
  ['cookie', 'tilik=a; tilik=b; __proto__=c'],
  ['cookie', `tilik=${'A'.repeat(43)}`],
  ['cookie', '%'],
  ['origin', 'null'],
  ['origin', 'http://[::1'],
  ['sec-fetch-site', 'cross-site'],
  ['host', 'evil.example'],
  ['host', ''],
  ['host', 'a b'],
  ['host', '[::1'],
  ['host', '127.0.0.1:99999'],
  ['host', 'localhost/../x?y#z'],
  ['x-forwarded-proto', 'https'],
  ['x-forwarded-proto', 'gopher, https'],
  ['x-forwarded-for', '\x01'],
  ['x-forwarded-for', ','.repeat(300)],
  ['x-http-method-override', 'DELETE'],
  ['if-none-match', '*'],
  ['if-none-match', `"${standIn('sha256')}"`],
  ['range', 'bytes=0-0,1-1,-5'],
  ['expect', '100-continue'],
  ['expect', 'the-unexpected'],
  ['upgrade', 'h2c'],
  ['connection', 'upgrade, close, content-length'],
  ['transfer-encoding', 'identity'],
  ['last-event-id', '\xff'],
  ['te', 'trailers'],
];

export function hostileHeaders(random: SeededRandom): Header[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const chance = random.between(0, 9);
    if (chance === 0) return ['x-long', 'y'.repeat(random.pick([4_000, 15_000, 17_000]))];
    if (chance === 1) return ['cookie', `tilik=${onOneLine(hostileText(random))}`];
    return random.pick(odd);
  });
}

/** What may stand in a header at all; broken heads are made elsewhere. */
export function onOneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, ' ').slice(0, 3_000);
}

const lengths = [
  '10',
  '0',
  '1000',
  '-1',
  '1e3',
  '0x10',
  '15728640',
  '15728641',
  '99999999999999999999',
  'NaN',
  '',
  '1, 2',
];

/** Headers of tus 1.0, right or wrong. */
export function uploadHeaders(method: string, random: SeededRandom): Header[] {
  const headers: Header[] = [];
  if (random.next() < 0.95)
    headers.push(['tus-resumable', random.next() < 0.95 ? '1.0.0' : random.pick(['0.2.2', '', '1'])]);
  if (method === 'POST') {
    if (random.next() < 0.9) headers.push(['upload-length', random.pick(lengths)]);
    if (random.next() < 0.1) headers.push(['upload-defer-length', random.pick(['1', '2', ''])]);
    headers.push(['upload-metadata', metadata(random)]);
    if (random.next() < 0.1)
      headers.push(['upload-concat', random.pick(['partial', 'final;/api/evidence/uploads/x', ';'])]);
  }
  if (method === 'PATCH') headers.push(['upload-offset', random.pick(['0', '0', '0', ...lengths])]);
  if (random.next() < 0.1) headers.push(['upload-checksum', random.pick(['sha1 x', 'md5', 'sha256 ====='])]);
  return headers;
}

function metadata(random: SeededRandom): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const value = (right: string) => (random.next() < 0.8 ? right : base64(hostileText(random)));
  const parts = [
    // Put in by the house, which knows the visit: base64 hides a stand-in from it.
    `visit ${value('@visit64@')}`,
    `sha256 ${value(base64(random.pick(['b'.repeat(64), 'c'.repeat(64)])))}`,
    `mime ${value(base64('image/jpeg'))}`,
  ];
  if (random.next() < 0.1) parts.pop();
  if (random.next() < 0.1)
    parts.push(random.pick(['', ' ', 'a', 'a b c', '__proto__ YQ==', 'visit YQ==', 'x ****', 'mime']));
  return onOneLine(parts.join(random.next() < 0.95 ? ',' : ' , '));
}
