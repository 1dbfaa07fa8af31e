import type { SeededRandom } from '#server/demo/seeded-random.ts';

/** What a valid request would hold at such a place; the house puts the real one in. */
export const knownThings = [
  'visit',
  'foreignVisit',
  'office',
  'foreignOffice',
  'institution',
  'foreignInstitution',
  'person',
  'foreignPerson',
  'organisation',
  'foreignOrganisation',
  'session',
  'foreignSession',
  'sha256',
  'foreignSha256',
  'hash',
  'upload',
  'change',
  'foreignChange',
  'replica',
] as const;
export type KnownThing = (typeof knownThings)[number];

/** `@visit@` in a request stands for the visit there is. */
export const standIn = (thing: KnownThing): string => `@${thing}@`;

const numbers = [0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, -1e-308, 4_294_967_296];

const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800x',
  '\u202eabc',
  '\ufeff',
  'é'.normalize('NFD'),
  '𝕏'.repeat(20),
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  "' OR 1=1 --",
  '"; DROP TABLE visit; --',
  '$1',
  '\\',
  '%',
  '%00',
  '%s%n',
  '../../../etc/passwd',
  '..\\..\\x',
  '/',
  '.',
  '<script>alert(1)</script>',
  '<svg onload=alert(1)>',
  '=HYPERLINK("x")',
  '{{7*7}}',
  'null',
  'NaN',
  '1e999',
  '-0',
  '0x10',
  '１２３',
  '2026-13-45',
  '2026-02-30',
  '9999-12-31T23:59:59.999Z',
  '0000-00-00',
  '+275760-09-13T00:00:00.001Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0'.repeat(64),
  'F'.repeat(64),
  'g'.repeat(64),
  'answer/1/office/fee',
  'answer/1/office/../fee',
  'visit/office/',
  'member/',
  '//',
  '\r\nX-Injected: 1',
];

export function hostileText(random: SeededRandom): string {
  const kind = random.between(0, 9);
  if (kind === 0) return 'x'.repeat(random.pick([200, 201, 2_001, 10_000, 70_000]));
  if (kind === 1)
    return String.fromCharCode(...Array.from({ length: random.between(1, 12) }, () => random.between(0, 0xffff)));
  if (kind === 2) return random.uuid();
  if (kind === 3) return standIn(random.pick(knownThings));
  return random.pick(texts);
}

export function hostileValue(random: SeededRandom, depth = 0): unknown {
  switch (random.between(0, depth > 3 ? 5 : 9)) {
    case 0:
      return null;
    case 1:
      return random.next() < 0.5;
    case 2:
      return random.pick(numbers);
    case 3:
    case 4:
    case 5:
      return hostileText(random);
    case 6:
      return [];
    case 7:
      return Array.from({ length: random.pick([1, 2, 3, 40]) }, () => hostileValue(random, depth + 2));
    case 8:
      return deep(random.pick([10, 63, 64, 65, 500]), random.next() < 0.5);
    default:
      return hostileObject(random, depth);
  }
}

function hostileObject(random: SeededRandom, depth: number): object {
  const names = ['__proto__', 'constructor', 'prototype', 'kind', 'id', '', '\0', 'toJSON', 'length', 'x'];
  const count = random.between(0, 4);
  // Own members, whatever their names: this is how JSON.parse makes them.
  return Object.fromEntries(Array.from({ length: count }, () => [random.pick(names), hostileValue(random, depth + 1)]));
}

function deep(levels: number, inArrays: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = inArrays ? [value] : { a: value };
  return value;
}
