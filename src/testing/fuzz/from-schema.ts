import * as z from 'zod/mini';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { NamedSchema } from '#server/routes/route-description.ts';
import { hostileText, hostileValue, knownThings, standIn } from './hostile-values.ts';

type Node = Readonly<Record<string, unknown>>;

const schemas = new Map<unknown, Node>();

/** The schema that parses the requests, as JSON Schema. */
export function schemaOf({ schema }: NamedSchema): Node {
  const known = schemas.get(schema) ?? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  schemas.set(schema, known);
  return known;
}

/** A value that the schema takes, or nearly so: enough to come past the first checks. */
export function sample(root: Node, random: SeededRandom): unknown {
  return sampleOf(root, { root, random, name: '' }, 0);
}

interface Place {
  readonly root: Node;
  readonly random: SeededRandom;
  readonly name: string;
}

function sampleOf(node: unknown, place: Place, depth: number): unknown {
  const { random } = place;
  if (!isNode(node) || depth > 12) return hostileValue(random, 3);
  if (typeof node.$ref === 'string') return sampleOf(referred(node.$ref, place.root), place, depth + 1);
  if ('const' in node) return node.const;
  if (Array.isArray(node.enum)) return random.pick(node.enum);
  for (const choice of [node.anyOf, node.oneOf]) {
    if (Array.isArray(choice)) return sampleOf(random.pick(choice), place, depth + 1);
  }
  if (Array.isArray(node.allOf)) return sampleOf(node.allOf[0], place, depth + 1);
  switch (node.type) {
    case 'object':
      return sampleObject(node, place, depth);
    case 'array':
      return Array.from({ length: lengthOf(node, random) }, () => sampleOf(node.items, place, depth + 1));
    case 'string':
      return sampleText(node, place);
    case 'integer':
    case 'number':
      return sampleNumber(node, random);
    case 'boolean':
      return random.next() < 0.5;
    case 'null':
      return null;
    default:
      return hostileValue(random, 2);
  }
}

function sampleObject(node: Node, place: Place, depth: number): object {
  const { random } = place;
  const properties = isNode(node.properties) ? node.properties : {};
  const required = new Set(Array.isArray(node.required) ? node.required : []);
  const entries = Object.entries(properties).filter(([name]) => required.has(name) || random.next() < 0.6);
  return Object.fromEntries(entries.map(([name, one]) => [name, sampleOf(one, { ...place, name }, depth + 1)]));
}

function sampleText(node: Node, { random, name }: Place): string {
  const known = knownThings.filter(
    (thing) => thing === name || thing === `foreign${name[0]?.toUpperCase()}${name.slice(1)}`,
  );
  if (known.length > 0 && random.next() < 0.85) return standIn(random.pick([known[0] ?? 'visit', ...known]));
  const pattern = typeof node.pattern === 'string' ? node.pattern : '';
  const hex = /\{(\d{2,3})\}/.exec(pattern)?.[1];
  if (node.format === 'uuid') return random.next() < 0.5 ? standIn(random.pick(knownThings)) : random.uuid();
  if (node.format === 'date-time') return '2026-11-24T08:00:00+07:00';
  if (node.format === 'date') return '2026-11-24';
  if (hex !== undefined)
    return random.next() < 0.3 ? standIn('sha256') : 'ab'.repeat(Number(hex)).slice(0, Number(hex));
  const { minLength = 0, maxLength = 40 } = node;
  const length = Math.min(Number(maxLength), Math.max(Number(minLength), random.between(1, 20)));
  return Array.from({ length }, () => random.pick([...'abcdefghij0123456789'])).join('');
}

function sampleNumber(node: Node, random: SeededRandom): number {
  const low = Number(node.minimum ?? node.exclusiveMinimum ?? 0);
  const high = Math.min(Number(node.maximum ?? low + 10), low + 1000);
  return random.between(Math.ceil(low), Math.max(Math.ceil(low), Math.floor(high)));
}

function lengthOf(node: Node, random: SeededRandom): number {
  return Math.max(Number(node.minItems ?? 0), random.pick([0, 1, 1, 2, 3]));
}

function referred(reference: string, root: Node): unknown {
  return reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((key) => key !== '')
    .reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), root);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same value with one place made wrong: missing, another type, too long, too deep, or more than was asked for. */
export function damage(value: unknown, random: SeededRandom): unknown {
  if (typeof value !== 'object' || value === null || random.next() < 0.08) return hostileValue(random);
  const entries = Object.entries(value);
  const [name, inner] = entries.length === 0 ? ['', null] : random.pick(entries);
  const others = entries.filter(([key]) => key !== name);
  const changed: [string, unknown][] = (() => {
    switch (random.between(0, 5)) {
      case 0:
        return others;
      case 1:
        return [...entries, [hostileText(random), hostileValue(random, 1)]];
      case 2:
        return [...others, [name, hostileValue(random, 1)]];
      default:
        return [...others, [name, damage(inner, random)]];
    }
  })();
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}
