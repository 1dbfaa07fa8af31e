import { expect, test } from 'vitest';
import { ownScriptUrl } from './trusted-scripts.ts';

const base = 'https://tilik.example/kunjungan/1';

test.each(['/service-worker.js', '/assets/journal-worker-BaOUp7OC.js', `https://tilik.example/assets/x-1.js`])(
  '%s is a script of this app',
  (url) => {
    expect(ownScriptUrl(url, base)).toBe(url);
  },
);

test.each([
  'https://evil.example/service-worker.js',
  '//evil.example/assets/x-1.js',
  'data:text/javascript,alert(1)',
  'blob:https://tilik.example/0c2b',
  'javascript:alert(1)',
  '/api/visits/1/evidence/2',
  '/assets/../api/x.js',
  '/service-worker.js?x=1',
  'assets/x.js',
])('%s is none', (url) => {
  expect(() => ownScriptUrl(url, base)).toThrow(TypeError);
});
