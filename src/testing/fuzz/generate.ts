import { SeededRandom } from '#server/demo/seeded-random.ts';
import type { RouteDescription } from '#server/routes/route-description.ts';
import { routeTable } from '#server/routes/table.ts';
import { bodyFraming, hostileBytes } from './byte-level.ts';
import { damage, sample, schemaOf } from './from-schema.ts';
import { hostileHeaders, uploadHeaders } from './headers.ts';
import { type Actor, actors, type Body, type HostileRequest } from './hostile-request.ts';
import { hostileText, hostileValue, knownThings, standIn } from './hostile-values.ts';
import { hostileSeal } from './seals.ts';
import { hostileHead } from './wire-level.ts';

/** The request of that number: every route of the table comes round again and again, whatever it is. */
export function requestOf(
  seed: string,
  number: number,
  table: readonly RouteDescription[] = routeTable,
): HostileRequest {
  const random = new SeededRandom(`${seed}/${number}`);
  const route = table[number % table.length];
  if (route === undefined) throw new Error('The table has no route.');
  const kind = kindFor(route, random);
  const plain: HostileRequest = {
    number,
    route: `${route.method} ${route.path}`,
    kind,
    actor: actorFor(route, random),
    method: route.method,
    target: addressOf(route, random, kind === 'address' ? 0.6 : 0.08),
    headers: headersFor(route, random, kind === 'headers'),
    body: kind === 'seal' ? { kind: 'seal', seal: hostileSeal(random) } : bodyFor(route, random),
    framing: 'whole',
  };
  if (kind === 'bytes') return bodyFraming(plain, random);
  if (kind === 'wire') return hostileHead(plain, random);
  return random.next() < 0.1 ? { ...plain, framing: 'chunked' } : plain;
}

function kindFor(route: RouteDescription, random: SeededRandom): string {
  const chance = random.next();
  if (route.path === '/api/push' && chance < 0.4) return 'seal';
  if (chance < 0.5) return 'schema';
  if (chance < 0.68) return 'address';
  if (chance < 0.78) return 'headers';
  return chance < 0.93 ? 'bytes' : 'wire';
}

/** Most often somebody who comes past the door: who does not is refused early and tries little. */
function actorFor(route: RouteDescription, random: SeededRandom): Actor {
  if (random.next() < 0.3) return random.pick(actors);
  if (Array.isArray(route.access) && random.next() < 0.8) return random.pick(['supervisor', 'administrator']);
  return random.pick(['member', 'member', 'supervisor', 'administrator']);
}

function addressOf(route: RouteDescription, random: SeededRandom, wrong: number): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    random.next() < wrong ? wrongPart(random) : rightPart(name, random),
  );
  const query = route.query === undefined && random.next() > wrong ? [] : queryOf(route, random, wrong);
  return query.length === 0 ? path : `${path}?${query.join(random.next() < 0.05 ? ';' : '&')}`;
}

function rightPart(name: string, random: SeededRandom): string {
  const own = knownThings.find((thing) => thing === name);
  const foreign = knownThings.find((thing) => thing.toLowerCase() === `foreign${name}`);
  return standIn(
    random.next() < 0.15 ? (foreign ?? own ?? random.pick(knownThings)) : (own ?? random.pick(knownThings)),
  );
}

function wrongPart(random: SeededRandom): string {
  const raw = [
    '%',
    '%0',
    '%zz',
    '%c0%ae',
    '%2e%2e%2f',
    '%00',
    '%ed%a0%80',
    '..',
    '.',
    '%25',
    '',
    '+',
    'a'.repeat(2_000),
  ];
  return random.next() < 0.4 ? random.pick(raw) : encoded(hostileText(random));
}

function queryOf(route: RouteDescription, random: SeededRandom, wrong: number): string[] {
  const value = route.query === undefined ? {} : sample(schemaOf(route.query), random);
  const told = random.next() < wrong ? damage(value, random) : value;
  const pairs = Object.entries(Object(told)).map(([name, one]) => `${encoded(name)}=${encoded(asText(one))}`);
  if (random.next() < wrong)
    pairs.push(
      random.pick([
        'a',
        '=',
        '&',
        'after=%',
        'limit=1&limit=2',
        `x=${wrongPart(random)}`,
        '__proto__=1',
        'format[]=pdf',
      ]),
    );
  return pairs;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Stand-ins stay readable: they are put in later. */
function encoded(text: string): string {
  return encodeURIComponent(text.slice(0, 3_000).toWellFormed()).replaceAll('%40', '@');
}

function headersFor(route: RouteDescription, random: SeededRandom, areHostile: boolean): (readonly [string, string])[] {
  const type = route.request === undefined ? [] : ([['content-type', typeOf(route)]] as const);
  const upload = route.path.includes('/uploads') ? uploadHeaders(route.method, random) : [];
  // Counted apart by address, so that not every later attempt to sign in is only told that there were too many.
  const address = [['x-forwarded-for', `10.${random.between(0, 255)}.${random.between(0, 255)}.1`]] as const;
  return [...type, ...upload, ...address, ...(areHostile ? hostileHeaders(random) : [])];
}

function typeOf({ request }: RouteDescription): string {
  return request !== undefined && 'mime' in request
    ? (request.mime[0] ?? 'application/octet-stream')
    : 'application/json';
}

function bodyFor(route: RouteDescription, random: SeededRandom): Body {
  const { request, method } = route;
  if (request === undefined) {
    return method === 'GET' || random.next() < 0.7
      ? { kind: 'none' }
      : { kind: 'text', text: jsonOf(hostileValue(random)) };
  }
  if ('mime' in request) return { kind: 'bytes', bytes: hostileBytes(random) };
  let value = sample(schemaOf(request), random);
  for (let times = random.between(0, 3); times > 0; times--) value = damage(value, random);
  return { kind: 'text', text: jsonOf(value) };
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
