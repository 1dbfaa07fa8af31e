import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

const mimes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = /\.(html|js|css|svg|wasm|json|webmanifest|txt)$/;

interface StaticFile {
  readonly mime: string;
  readonly etag: string;
  readonly plain: Buffer<ArrayBuffer>;
  readonly brotli: Buffer<ArrayBuffer> | null;
}

/** The built app. Only files that were there at the start are served, so no path leads elsewhere. */
export interface StaticFiles {
  /** The answer for a path of the app, or null where the app has no such file. */
  find(pathname: string, request: Request): Promise<Response | null>;
  readonly hasApp: boolean;
}

export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')}`)
    .filter((name) => !name.startsWith('/.'));
  const known = new Set(names);
  const loaded = new Map<string, Promise<StaticFile>>();

  function load(name: string): Promise<StaticFile> {
    const file = loaded.get(name) ?? readStaticFile(path.join(folder, name));
    loaded.set(name, file);
    return file;
  }

  return {
    hasApp: known.has('/index.html'),
    find: async (pathname, request) => (known.has(pathname) ? respond(pathname, await load(pathname), request) : null),
  };
}

async function readStaticFile(file: string): Promise<StaticFile> {
  const plain = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: plain.length > 500_000 ? 9 : 11 };
  return {
    mime: mimes[path.extname(file)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    brotli: compressible.test(file) ? await compress(plain, { params }) : null,
  };
}

function respond(pathname: string, file: StaticFile, request: Request): Response {
  // The bundler puts a hash into every name under assets; anything else may change with the next build.
  const isHashed = pathname.startsWith('/assets/');
  const headers = new Headers({
    'content-type': file.mime,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
  });
  if (request.headers.get('if-none-match')?.includes(file.etag)) return new Response(null, { status: 304, headers });
  const takesBrotli = /\bbr\b(?!\s*;\s*q=0(\.0*)?\b)/.test(request.headers.get('accept-encoding') ?? '');
  const body = takesBrotli && file.brotli !== null ? file.brotli : file.plain;
  if (body === file.brotli) headers.set('content-encoding', 'br');
  headers.set('content-length', String(body.length));
  return new Response(request.method === 'HEAD' ? null : body, { headers });
}
