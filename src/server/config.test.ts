import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('with nothing set the server listens on this machine only and keeps its data in ./data', () => {
  expect(readConfig({ PORT: '' })).toEqual({
    host: '127.0.0.1',
    port: 8080,
    dataFolder: `${process.cwd()}/data`,
    keysFolder: `${process.cwd()}/data/keys`,
    databaseUrl: null,
    demoPassword: null,
    trustProxy: true,
    tls: null,
  });
});

test.each([
  [{ PORT: 'http' }, 'PORT must be a number from 0 to 65535.'],
  [{ PORT: '70000' }, 'PORT must be a number from 0 to 65535.'],
  [{ HOST: 'http://x' }, 'HOST must be a host name or an address'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgres://'],
  [{ TILIK_DEMO: 'yes' }, 'TILIK_DEMO must be 1 or 0.'],
  [{ TILIK_DEMO: '1' }, 'TILIK_DEMO=1 also needs TILIK_DEMO_PASSWORD'],
  [{ TILIK_DEMO: '1', TILIK_DEMO_PASSWORD: 'short' }, 'TILIK_DEMO_PASSWORD must have at least 10 characters.'],
  [{ TILIK_TLS_CERT: '/c.pem' }, 'TILIK_TLS_CERT and TILIK_TLS_KEY belong together'],
  [{ PORT: '-1', TILIK_DEMO: '2' }, 'PORT must be a number from 0 to 65535.\nTILIK_DEMO must be 1 or 0.'],
])('a wrong setting is named with what it must be: %o', (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(sentence);
});

test('a demonstration is asked for with its password', () => {
  expect(readConfig({ TILIK_DEMO: '1', TILIK_DEMO_PASSWORD: 'pagi-yang-cerah' }).demoPassword).toBe('pagi-yang-cerah');
  expect(readConfig({ TILIK_DEMO_PASSWORD: 'pagi-yang-cerah' }).demoPassword).toBe(null);
});

test('a proxy’s word is taken from this machine, and from others only when told so', () => {
  expect(readConfig({ HOST: '0.0.0.0' }).trustProxy).toBe(false);
  expect(readConfig({ HOST: '0.0.0.0', TILIK_TRUST_PROXY: '1' }).trustProxy).toBe(true);
  expect(readConfig({ TILIK_TRUST_PROXY: '0' }).trustProxy).toBe(false);
});
