import * as z from 'zod/mini';
import { Change } from '#domain/change/change.ts';
import { Verdict } from '#domain/change/verdict.ts';
import * as ids from '#domain/ids.ts';
import { Condition } from '#domain/instrument/instrument.ts';
import { Transition } from '#domain/visit/transition.ts';
import { ProblemBody, type ProblemCode, problems } from '#protocol/problems.ts';
import { Poke } from '#protocol/sync.ts';
import { titles } from '../http/problem-words.ts';
import type { Access, NamedSchema, ResponseBody, RouteDescription } from './route-description.ts';

type Json = Record<string, unknown>;

/** What any request can meet besides what its row names. */
const everywhere: readonly ProblemCode[] = ['wrongProtocol', 'insecure', 'serverBusy', 'serverFault'];

/** Written once in the document, wherever they occur. */
const shared: Readonly<Record<string, z.ZodMiniType>> = {
  ProblemBody,
  Change,
  Condition,
  Poke,
  Transition,
  Verdict,
  Sha256: ids.Sha256,
  ChangeId: ids.ChangeId,
  Epoch: ids.Epoch,
  InstitutionId: ids.InstitutionId,
  InstrumentHash: ids.InstrumentHash,
  OfficeId: ids.OfficeId,
  OrganisationId: ids.OrganisationId,
  PersonId: ids.PersonId,
  ReplicaId: ids.ReplicaId,
  VisitId: ids.VisitId,
};

/** The problems a route can answer with, those of any request included. */
export function problemsOf(route: RouteDescription): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>([...(route.problems ?? []), ...everywhere]);
  if (route.access !== 'everyone') codes.add('signedOut');
  if (typeof route.access !== 'string') codes.add('notAllowed');
  if (route.access === 'visit') codes.add('notFound');
  if (!['GET', 'HEAD', 'OPTIONS'].includes(route.method)) codes.add('crossSite');
  if (route.query !== undefined) codes.add('malformed');
  if (route.request !== undefined)
    for (const code of ['malformed', 'tooLarge', 'wrongMediaType'] as const) codes.add(code);
  return [...codes].sort((a, b) => problems[a].status - problems[b].status || (a < b ? -1 : 1));
}

/** The OpenAPI 3.1 document of a route table; its schemas are the very ones that parse requests. */
export function openApiDocument(table: readonly RouteDescription[], version: string): Json {
  const components = new Map<string, z.ZodMiniType>(Object.entries(shared));
  const paths: Record<string, Json> = {};
  for (const route of table) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tilik',
      version,
      summary: 'Visits to public-service counters: accounts, sync, review and reports',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(table.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemasOf(components),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-tilik',
          description: 'Set by signing in. On a plain http://localhost its name is `tilik`.',
        },
      },
    },
  };
}

function operation(route: RouteDescription, components: Map<string, z.ZodMiniType>): Json {
  const { request, response } = route;
  return {
    tags: [route.group],
    operationId: operationId(route),
    summary: route.summary,
    description: [route.more, accessText(route.access)].filter(Boolean).join('\n\n'),
    ...(route.access === 'everyone' ? { security: [] } : { security: [{ session: [] }] }),
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(request && { requestBody: { required: true, content: content(request, components) } }),
    responses: {
      [route.status ?? 200]: { description: successText(response), ...bodyOf(response, components) },
      ...problemResponses(route),
    },
  };
}

/** "GET /api/visits/:visit/log" is `getVisitsLog`. */
function operationId({ method, path }: RouteDescription): string {
  const words = path.split(/[/.-]/).filter((word) => word !== '' && word !== 'api');
  const named = words.map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word)));
  return method.toLowerCase() + named.join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function accessText(access: Access): string {
  switch (access) {
    case 'everyone':
      return 'Open to everyone.';
    case 'signedIn':
      return 'For everyone signed in.';
    case 'visit':
      return 'For members of the visit, and the supervisors and administrators of its organisation.';
    default:
      return `For the role ${access.join(' or ')}.`;
  }
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: NamedSchema | undefined): Json[] {
  if (query === undefined) return [];
  const schema = toJsonSchema(query.schema);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(Object(schema.properties)).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.has(name),
    schema: property,
  }));
}

function content(body: ResponseBody, components: Map<string, z.ZodMiniType>): Json {
  if (!('schema' in body)) {
    return Object.fromEntries(body.mime.map((mime) => [mime, { schema: { type: 'string', format: 'binary' } }]));
  }
  components.set(body.name, body.schema);
  return { 'application/json': { schema: { $ref: `#/components/schemas/${body.name}` } } };
}

function bodyOf(body: ResponseBody, components: Map<string, z.ZodMiniType>): Json {
  return !('schema' in body) && body.mime.length === 0 ? {} : { content: content(body, components) };
}

function successText(body: ResponseBody): string {
  return 'schema' in body ? body.name : body.what;
}

function problemResponses(route: RouteDescription): Json {
  const byStatus = Map.groupBy(problemsOf(route), (code) => problems[code].status);
  const schema = { $ref: '#/components/schemas/ProblemBody' };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${titles[code]}.`).join('\n'),
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}

function schemasOf(components: ReadonlyMap<string, z.ZodMiniType>): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of components) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...options, uri: (id) => `${root}${id}` });
  const { [anonymous]: recursive, ...named } = schemas;
  const all: Record<string, z.core.JSONSchema.BaseSchema> = { ...named, ...Object(recursive?.$defs) };
  const bare = Object.entries(all).map(([id, { $schema: _dialect, $id: _address, ...schema }]) => [id, schema]);
  return JSON.parse(JSON.stringify(Object.fromEntries(bare)).replaceAll(`${root}${anonymous}#/$defs/`, root));
}

const root = '#/components/schemas/';
/** Where zod puts what is recursive and has no name; in the document it becomes a component like the others. */
const anonymous = '__shared';

const options = {
  target: 'draft-2020-12',
  io: 'input',
  // A check by hand (whatever JSON can hold): to a reader of the document that is any value.
  unrepresentable: 'any',
  // "lowercase" is no format of JSON Schema; the pattern beside it says the same.
  override: ({ jsonSchema }: { jsonSchema: { format?: string | undefined } }) => {
    if (jsonSchema.format === 'lowercase') delete jsonSchema.format;
  },
} as const;

function toJsonSchema(schema: z.ZodMiniType): Json {
  return z.toJSONSchema(schema, options);
}
