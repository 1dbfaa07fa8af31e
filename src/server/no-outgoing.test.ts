import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

/** Where the server code may touch the network at all, and with what: it listens, and that is all. The database is the driver's. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/server/door.ts': ['node:http', 'node:https'],
  'src/server/http/raw-problem.ts': ['node:http'],
};

const networkModule = /from '(node:(?:https?|http2|net|tls|dgram|dns)(?:\/[\w/]+)?|undici|ws)'/g;
/** Calls of the globals; `app.fetch` and a parameter of that name in a type are none. */
const networkGlobal = /(?<![.\w])(?:fetch\(|new (?:WebSocket|EventSource|XMLHttpRequest)\b)/;
const opensConnection = /\b(?:connect|createConnection|https?\.(?:get|request))\(/;

async function serverSources(): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob('src/{server,domain,protocol,report}/**/*.ts'))
    if (!file.endsWith('.test.ts')) files.push(file);
  return files;
}

/** Comments say what they like. */
const codeOf = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

function outgoing(file: string, source: string): string[] {
  const code = codeOf(source);
  const modules = [...code.matchAll(networkModule)].map(([, name = '']) => name);
  return [
    ...modules.filter((name) => !mayImport[file]?.includes(name)).map((name) => `${file} imports ${name}`),
    ...(networkGlobal.test(code) ? [`${file} asks another server`] : []),
    ...(modules.length > 0 && opensConnection.test(code) ? [`${file} opens a connection`] : []),
  ];
}

describe('the server asks nobody', () => {
  test('no code of it makes a request, whatever an address in the data says', async () => {
    const files = await serverSources();
    expect(files.length).toBeGreaterThan(150);
    expect(files.flatMap((file) => outgoing(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  test.each([
    "await fetch('http://x')",
    "import { request } from 'node:https';",
    "import net from 'node:net';",
    'new WebSocket(url)',
  ])('%s would be found', (code) => {
    expect(outgoing('src/server/x.ts', code)).not.toEqual([]);
  });
});
