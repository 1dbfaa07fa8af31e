import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './open-api.ts';
import { routeTable } from './table.ts';

const version = '0.1.0';

/** The API described from the one route table, for programs and for people. Open to everyone: it holds no data. */
export function openApiRoutes(): Hono {
  const app = new Hono();
  const document = openApiDocument(routeTable, version);
  const style = readFile(new URL('./docs.css', import.meta.url), 'utf8');
  // Whoever asks for it gets the failure; until then nobody is to be told.
  style.catch(() => undefined);

  app.get('/api/openapi.json', (c) => c.json(document));
  app.get('/api/docs', (c) => c.html(docsPage(routeTable, schemasOf(document))));
  app.get('/api/docs/style.css', async (c) => c.body(await style, 200, { 'content-type': 'text/css; charset=utf-8' }));

  return app;
}

function schemasOf(document: Record<string, unknown>): Record<string, unknown> {
  return Object(Object(document.components).schemas);
}
