import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { HostileRequest } from './hostile-request.ts';

/** The same address asked for in a way that is no HTTP/1.1, or that only just is. */
export function hostileHead(plain: HostileRequest, random: SeededRandom): HostileRequest {
  const { method, target } = plain;
  const host = 'Host: localhost';
  const end = '\r\n\r\n';
  const heads: readonly string[] = [
    `${method} ${target} HTTP/1.1${end}`,
    `${method} ${target} HTTP/1.0${end}`,
    `${method} ${target} HTTP/2.0\r\n${host}${end}`,
    `${method} ${target}\r\n${host}${end}`,
    `${method.toLowerCase()} ${target} HTTP/1.1\r\n${host}${end}`,
    `BREW ${target} HTTP/1.1\r\n${host}${end}`,
    `PROPFIND ${target} HTTP/1.1\r\n${host}${end}`,
    `TRACE ${target} HTTP/1.1\r\n${host}${end}`,
    `CONNECT ${target} HTTP/1.1\r\n${host}${end}`,
    `CONNECT example.org:443 HTTP/1.1\r\n${host}${end}`,
    `${method} http://evil.example${target} HTTP/1.1\r\n${host}${end}`,
    `${method} * HTTP/1.1\r\n${host}${end}`,
    `${method} ${target}#fragment HTTP/1.1\r\n${host}${end}`,
    `${method} /%${target} HTTP/1.1\r\n${host}${end}`,
    `${method} /${'%'.repeat(random.pick([1, 50]))} HTTP/1.1\r\n${host}${end}`,
    `${method} //${'a/'.repeat(2_000)} HTTP/1.1\r\n${host}${end}`,
    `${method} ${target}?${'x'.repeat(random.pick([8_000, 17_000, 60_000]))} HTTP/1.1\r\n${host}${end}`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nX: ${'y'.repeat(20_000)}${end}`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\n${'A: b\r\n'.repeat(2_500)}\r\n`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nHost: evil.example${end}`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nCookie: tilik=a\r\nCookie: tilik=b${end}`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\n folded: value${end}`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nNo colon here${end}`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nBad\0Name: x${end}`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nTransfer-Encoding: chunked\r\n\r\n5;${'e'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
    `${method} ${target} HTTP/1.1\r\n${host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    '\r\n\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    Buffer.from(random.bytes(random.between(1, 60))).toString('latin1'),
    // Nothing more comes: the server must not wait for ever.
    ...(random.next() < 0.2 ? [`${method} ${target} HTTP/1.1\r\n${host}\r\nX-Slow`, 'G'] : []),
  ];
  const head = random.pick(heads).replaceAll('\ud800', '');
  return { ...plain, body: { kind: 'bytes', bytes: Buffer.from(head, 'latin1') }, framing: 'raw' };
}
