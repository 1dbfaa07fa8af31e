import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

async function addressSeen(trustProxy: boolean, forwarded: string | null, peer?: string): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(clientAddress(c, { trustProxy })));
  const headers = forwarded === null ? {} : { 'x-forwarded-for': forwarded };
  const connection = peer === undefined ? {} : { incoming: { socket: { remoteAddress: peer, remoteFamily: 'IPv4' } } };
  return (await app.request('http://localhost/', { headers }, connection)).text();
}

test('the address is that of the connection, whatever the header says', async () => {
  expect(await addressSeen(false, '203.0.113.9', '198.51.100.7')).toBe('198.51.100.7');
});

test('behind a trusted proxy it is the one the proxy saw, not the one the client wrote before it', async () => {
  expect(await addressSeen(true, '203.0.113.9, 198.51.100.7', '127.0.0.1')).toBe('198.51.100.7');
  expect(await addressSeen(true, null, '127.0.0.1')).toBe('127.0.0.1');
});

test('a request within the process counts as from this machine', async () => {
  expect(await addressSeen(false, null)).toBe('127.0.0.1');
});
