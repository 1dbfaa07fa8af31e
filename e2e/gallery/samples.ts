import type { ShownScore } from '#client/ui/score/score-gauge.tsx';
import { CategoryId } from '#domain/ids.ts';
import type { Category, Zone } from '#domain/instrument/instrument.ts';

function category(id: string, min: string, max: string, word: string, english: string, zone: Zone): Category {
  return { id: CategoryId.parse(id), min, max, label: { id: word, en: english }, zone };
}

export const lettered: readonly Category[] = [
  category('A', '88.00', '100.00', 'Kualitas tertinggi', 'Highest quality', 'green'),
  category('B', '78.00', '87.99', 'Kualitas tinggi', 'High quality', 'green'),
  category('C', '54.00', '77.99', 'Kualitas sedang', 'Medium quality', 'yellow'),
  category('D', '32.00', '53.99', 'Kualitas rendah', 'Low quality', 'red'),
  category('E', '0.00', '31.99', 'Kualitas terendah', 'Lowest quality', 'red'),
];

export const worded: readonly Category[] = [
  category('high', '81.00', '100.00', 'Kepatuhan tinggi', 'High compliance', 'green'),
  category('medium', '51.00', '80.99', 'Kepatuhan sedang', 'Medium compliance', 'yellow'),
  category('low', '0.00', '50.99', 'Kepatuhan rendah', 'Low compliance', 'red'),
];

/** A score as the domain gives it: the categories its interval touches, best first. */
export function score(categories: readonly Category[], low: string, high = low, isProvisional = false): ShownScore {
  const reached = categories.filter((one) => Number(one.max) >= Number(low) && Number(one.min) <= Number(high));
  return { rounded: { low, high }, categories: reached, isProvisional };
}

/** A picture drawn on the spot: a sign on a wall. */
export function samplePhoto(text: string, hue: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1200"><rect width="1600" height="1200" fill="hsl(${hue} 20% 70%)"/><rect x="300" y="200" width="1000" height="700" fill="#fff" stroke="#555" stroke-width="12"/><text x="800" y="560" font-family="sans-serif" font-size="90" text-anchor="middle">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export interface SampleVisit {
  readonly id: string;
  readonly office: string;
  readonly city: string;
  readonly score: string | null;
  readonly done: number;
  readonly flags: readonly string[];
  readonly days: number;
}

export const visits: readonly SampleVisit[] = [
  {
    id: '1',
    office: 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Penukal Abab Lematang Ilir',
    city: 'Kab. Penukal Abab Lematang Ilir',
    score: '61.02',
    done: 60,
    flags: ['2 jawaban terlambat', 'Tanpa foto'],
    days: 12,
  },
  { id: '2', office: 'DPMPTSP Kota Cilegon', city: 'Kota Cilegon', score: '85.03', done: 60, flags: [], days: 3 },
  {
    id: '3',
    office: 'DPMPTSP Kabupaten Serang',
    city: 'Kab. Serang',
    score: '92.50',
    done: 59,
    flags: ['Konflik'],
    days: 1,
  },
  {
    id: '4',
    office: 'DPMPTSP Kota Tangerang Selatan',
    city: 'Kota Tangerang Selatan',
    score: null,
    done: 21,
    flags: [],
    days: 0,
  },
  {
    id: '5',
    office: 'DPMPTSP Kabupaten Lebak',
    city: 'Kab. Lebak',
    score: '47.80',
    done: 60,
    flags: ['Terlalu cepat'],
    days: 20,
  },
];
