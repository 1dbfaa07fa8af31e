import { afterAll, beforeAll, expect, test } from 'vitest';
import { problems } from '#protocol/problems.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';
import { problemsOf } from './open-api.ts';
import { routeTable } from './table.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const line = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** What Hono knows, without middleware. */
function mountedRoutes(): string[] {
  return [...new Set(server.app.routes.filter(({ method }) => method !== 'ALL').map(line))].sort();
}

test('every route that is mounted is described, and every one described is mounted', () => {
  // Hono looks a HEAD up among the routes of GET.
  const described = routeTable.map((route) =>
    line({ ...route, method: route.method === 'HEAD' ? 'GET' : route.method }),
  );
  expect(described.sort()).toEqual(mountedRoutes());
});

test('no route is described twice', () => {
  expect(new Set(routeTable.map(line)).size).toBe(routeTable.length);
});

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Record<string, unknown>> };
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly responses: Record<string, unknown>;
}

async function readDocument(): Promise<Document> {
  return (await server.ask('GET', '/api/openapi.json')).json();
}

test('the document has an operation with an id of its own for every row', async () => {
  const { openapi, paths } = await readDocument();
  expect(openapi).toBe('3.1.0');
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(operations).toHaveLength(routeTable.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});

test('every parameter of a path is described', async () => {
  const { paths } = await readDocument();
  for (const [path, methods] of Object.entries(paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods)) {
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
    }
  }
});

test('every reference in the document leads somewhere', async () => {
  const document = await readDocument();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference = '']) => reference,
  );
  expect(references.length).toBeGreaterThan(routeTable.length);
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\/components\/schemas\//);
    const [name = '', ...rest] = reference.replace('#/components/schemas/', '').split('/');
    const found = rest.reduce<unknown>((node, key) => Object(node)[key], document.components.schemas[name]);
    expect(found, reference).toBeDefined();
  }
});

test('the request schema of the document is the one that parses: what it requires is required', async () => {
  const { components } = await readDocument();
  const required = components.schemas.SetupRequest?.required;
  expect(required).toEqual(['organisationName', 'personName', 'userName', 'password']);
  const empty = await server.ask('POST', '/api/session', { body: {} });
  const { issues } = await empty.json();
  expect(issues.map(({ path }: { path: string }) => path)).toEqual(components.schemas.SignInRequest?.required);
});

test('each row names the statuses of its problems', () => {
  for (const route of routeTable) {
    expect(problemsOf(route).every((code) => problems[code].status >= 400)).toBe(true);
  }
});

test('the page for reading names every route, and nothing in it is inline', async () => {
  const response = await server.ask('GET', '/api/docs');
  expect(response.headers.get('content-type')).toContain('text/html');
  const page = await response.text();
  for (const { path, summary } of routeTable) {
    expect(page).toContain(path);
    expect(page).toContain(summary.replaceAll('&', '&amp;'));
  }
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  expect(response.headers.get('content-security-policy')).toContain("style-src 'self'");
  const style = await server.ask('GET', '/api/docs/style.css');
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
});

test('a method that an address does not take is told which it takes', async () => {
  const response = await server.ask('PUT', '/api/session');
  expect([response.status, (await response.json()).code]).toEqual([405, 'methodNotAllowed']);
  expect(response.headers.get('allow')).toContain('POST');
});
