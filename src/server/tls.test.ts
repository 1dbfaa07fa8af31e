import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openTestServer, type TestServer } from '#testing/test-server.ts';
import { createServerApp } from './app.ts';
import { setUpOrganisation } from './auth/set-up.ts';
import { readConfig } from './config.ts';
import { type Door, openDoor } from './door.ts';

/** What docs/operations.md tells to do on a LAN without internet, word for word. */
async function commandsOfTheManual(): Promise<readonly string[]> {
  const manual = await readFile('docs/operations.md', 'utf8');
  const block = /```sh\n(# Own authority[\s\S]*?)```/.exec(manual)?.[1];
  if (block === undefined) throw new Error('The manual has no commands for an own authority.');
  return [block.replaceAll('192.168.1.20', '127.0.0.1').replaceAll('tilik.lan', 'localhost')];
}

let folder: string;
let server: TestServer;
let door: Door;
let authority: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-authority-'));
  for (const commands of await commandsOfTheManual()) execFileSync('sh', ['-e', '-c', commands], { cwd: folder });
  authority = await readFile(path.join(folder, 'tilik-ca.pem'));
  server = await openTestServer();
  await setUpOrganisation(server.deps.db, {
    organisationName: 'Perwakilan Banten',
    personName: 'Admin',
    userName: 'admin',
    password: 'kata-sandi-percobaan',
  });
  door = await openDoor(
    readConfig({
      PORT: '0',
      TILIK_TLS_CERT: path.join(folder, 'tilik.pem'),
      TILIK_TLS_KEY: path.join(folder, 'tilik-key.pem'),
    }),
  );
  door.answerWith(createServerApp(server.deps).fetch);
});
afterAll(async () => {
  await door?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

async function ask(method: string, address: string, ca: Buffer | undefined, body?: object): Promise<Answer> {
  const sent = request(`${door.url}${address}`, {
    method,
    ...(ca === undefined ? {} : { ca }),
    headers: { 'content-type': 'application/json' },
    agent: false,
  });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(sent, 'response');
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}

describe('with a certificate of an own authority', () => {
  test('who knows the authority is served, is told to keep to https, and gets a cookie for https alone', async () => {
    expect(door.url).toMatch(/^https:/);
    const { status, headers } = await ask('POST', '/api/session', authority, {
      userName: 'admin',
      password: 'kata-sandi-percobaan',
    });
    expect(status).toBe(200);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect(String(headers['set-cookie'])).toMatch(/^__Host-tilik=[^;]+;.*Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  test('who does not know the authority does not trust it', async () => {
    await expect(ask('GET', '/api/setup', undefined)).rejects.toMatchObject({
      code: expect.stringMatching(/UNABLE_TO_|SELF_SIGNED/),
    });
  });

  test('nothing older than TLS 1.2 is spoken', async () => {
    const { hostname, port } = new URL(door.url);
    const socket = connect({
      host: hostname,
      port: Number(port),
      ca: authority,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    onTestFinished(() => void socket.destroy());
    const outcome = await Promise.race([
      once(socket, 'secureConnect').then(() => 'spoken'),
      once(socket, 'error').then(() => 'refused'),
    ]).catch(() => 'refused');
    expect(outcome).toBe('refused');
  });
});
