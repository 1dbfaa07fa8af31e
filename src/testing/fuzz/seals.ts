import type { SeededRandom } from '#server/demo/seeded-random.ts';
import { damage } from './from-schema.ts';
import type { HostileSeal } from './hostile-request.ts';
import { hostileText, hostileValue, standIn } from './hostile-values.ts';

const registers = [
  'visit/office',
  'visit/instrument',
  'visit/period',
  'visit/join',
  'visit/outcome',
  'answer/1/office/fee',
  'answer/0/office/fee',
  'answer/1/nobody/fee',
  'note/1/office/fee',
  'subject/office',
  'evidence/1',
  'official/1',
  'signature/1',
  'comment/1',
  'sample/1/user',
  'done/1',
  `member/${standIn('person')}`,
  `member/${standIn('foreignPerson')}`,
];

const values: readonly unknown[] = [
  { kind: 'option', option: 'full' },
  { kind: 'option', option: 'there-is-no-such' },
  { kind: 'notApplicable', reason: '' },
  { kind: 'option', option: '__proto__' },
  {},
  { removed: true },
  { text: 'catatan' },
  { start: '2026-03-03', end: '2026-03-02' },
  { id: 'x', version: '1', hash: standIn('hash') },
  standIn('office'),
  standIn('foreignOffice'),
  { sha256: standIn('foreignSha256'), mime: 'image/svg+xml' },
  { keyHash: standIn('sha256') },
];

export function hostileSeal(random: SeededRandom): HostileSeal {
  const value = random.next() < 0.4 ? hostileValue(random) : random.pick(values);
  const toDamage = random.next() < 0.35;
  return {
    register: random.next() < 0.25 ? hostileText(random) : random.pick(registers),
    value: random.next() < 0.3 ? damage(value, random) : value,
    visit: random.pick(['visit', 'visit', 'foreignVisit', 'new'] as const),
    damage: toDamage ? (batch) => damage(batch, random) : null,
  };
}
