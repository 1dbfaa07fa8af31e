import type { Context } from 'hono';
import { Problem } from '#protocol/problems.ts';
import { problemResponse } from './problem-response.ts';
import type { StaticFiles } from './static-files.ts';

/**
 * What no route answers: the files of the built app. Addresses of its own router are all its one page; what looks like a file
 * and is none is not found.
 */
export async function serveApp(c: Context, staticFiles: StaticFiles | null): Promise<Response> {
  const notFound = (): Response => problemResponse(new Problem('notFound'));
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (staticFiles === null || !isReading || c.req.path.startsWith('/api/')) return notFound();
  const pathname = c.req.path === '/' ? '/index.html' : c.req.path;
  const file = await staticFiles.find(pathname, c.req.raw);
  if (file !== null) return file;
  const isPage = !/\.[a-z0-9]+$/i.test(pathname);
  return (isPage ? await staticFiles.find('/index.html', c.req.raw) : null) ?? notFound();
}
