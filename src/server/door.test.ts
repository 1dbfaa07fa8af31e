import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from './config.ts';
import { type Door, openDoor } from './door.ts';

async function open(environment: Record<string, string> = {}): Promise<Door> {
  const door = await openDoor(readConfig({ PORT: '0', ...environment }));
  onTestFinished(() => door.close());
  return door;
}

const echo = async (request: Request) =>
  new Response(JSON.stringify({ url: request.url, method: request.method, body: await request.text() }));

test('a server that is still starting says so and asks for patience', async () => {
  const door = await open();
  const reply = await fetch(`${door.url}/healthz`);
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('1');
});

test('once it is ready, requests reach the app', async () => {
  const door = await open();
  door.answerWith(echo);
  const reply = await fetch(`${door.url}/api/x?y=1`, { method: 'POST', body: 'isi' });
  expect(await reply.json()).toEqual({ url: `${door.url}/api/x?y=1`, method: 'POST', body: 'isi' });
});

test('a door closes though an event stream is open', async () => {
  const door = await openDoor(readConfig({ PORT: '0' }));
  door.answerWith(() => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([10])) })));
  const reply = await fetch(door.url);
  const rest = reply.text();
  rest.catch(() => undefined);
  await door.close();
  await expect(rest).rejects.toThrow();
  await expect(fetch(door.url)).rejects.toThrow();
});

test('two servers do not share a port', async () => {
  const door = await open();
  await expect(open({ PORT: new URL(door.url).port })).rejects.toThrow(/is in use by another program/);
});

test('an address of another machine is refused with what to do', async () => {
  await expect(open({ HOST: '192.0.2.1' })).rejects.toThrow('HOST=192.0.2.1 is not an address of this machine');
});

test('a certificate that cannot be read or used is named', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { TILIK_TLS_CERT: path.join(folder, 'cert.pem'), TILIK_TLS_KEY: path.join(folder, 'key.pem') };
  await expect(open(files)).rejects.toThrow(`The file ${files.TILIK_TLS_CERT} for TLS cannot be read (ENOENT).`);
  for (const file of Object.values(files)) await writeFile(file, 'not a PEM file');
  await expect(open(files)).rejects.toThrow('Both must be PEM files');
});
