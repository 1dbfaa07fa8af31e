import { expect, test } from 'vitest';
import { Improvement } from '#protocol/follow-up.ts';
import { countShown, pickImprovements } from './pick-improvements.ts';

const one = (more: Partial<Record<keyof Improvement, unknown>>): Improvement =>
  Improvement.parse({
    id: crypto.randomUUID(),
    office: crypto.randomUUID(),
    officeName: 'DPMPTSP Kota Cilegon',
    city: 'Kota Cilegon',
    visit: crypto.randomUUID(),
    instrument: 'a'.repeat(64),
    indicator: 'ramp',
    title: { id: 'Jalur landai', en: 'Ramp' },
    dimension: { id: 'Input', en: 'Input' },
    legalBasis: null,
    gain: '1.20',
    owner: '',
    dueOn: null,
    status: 'open',
    changedAt: '2026-11-25T00:00:00Z',
    ...more,
  });

const all = [
  one({ owner: 'Sekretaris', dueOn: '2026-11-24' }),
  one({ title: { id: 'Ruang laktasi', en: 'Nursing room' }, status: 'verified' }),
  one({ officeName: 'DPMPTSP Kota Kupang', city: 'Kota Kupang', dueOn: '2026-11-25' }),
];

test('every word is looked for, in both languages', () => {
  const find = (search: string): readonly (typeof all)[number][] =>
    pickImprovements(all, { shown: 'all', search, today: '2026-11-25' });
  expect(find('cilegon landai')).toEqual([all[0]]);
  expect(find('NURSING')).toEqual([all[1]]);
  expect(find('sekretaris')).toEqual([all[0]]);
  expect(find('kupang laktasi')).toEqual([]);
});

test('late is what is open after its day, and is counted among the open ones', () => {
  expect(countShown(all, '2026-11-25')).toEqual({ open: 2, late: 1, reported: 0, verified: 1, dropped: 0, all: 3 });
  expect(pickImprovements(all, { shown: 'late', search: '', today: '2026-11-25' })).toEqual([all[0]]);
});
