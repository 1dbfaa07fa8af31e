import { compare, fromDecimal, hundred, isEqual, rational, subtract, zero } from '#domain/scoring/rational.ts';
import type { Rational } from '#domain/scoring/score-types.ts';
import type { Instrument } from './instrument.ts';
import type { PathSegment, Report } from './instrument-fault.ts';

interface Band {
  readonly id: string;
  readonly min: Rational;
  readonly max: Rational;
  readonly path: readonly PathSegment[];
}

/** Every rounded total from 0 to 100 lies in exactly one category. */
export function checkCategories(instrument: Instrument, report: Report): void {
  const { decimals } = instrument.scoring;
  const bands = instrument.categories
    .map(
      (category, at): Band => ({
        id: category.id,
        min: fromDecimal(category.min),
        max: fromDecimal(category.max),
        path: ['categories', at],
      }),
    )
    .toSorted((a, b) => compare(a.min, b.min));
  for (const band of bands) checkBounds(band, decimals, report);
  const step = rational(1n, 10n ** BigInt(decimals));
  let expected = zero;
  for (const band of bands) {
    reportSeam(band, expected, report);
    expected = subtract(band.max, { numerator: -step.numerator, denominator: step.denominator });
  }
  const last = bands.at(-1);
  if (last !== undefined && !isEqual(last.max, hundred)) {
    report([...last.path, 'max'], 'category-bounds', {
      id: 'Kategori teratas harus berakhir pada 100.',
      en: 'The highest category must end at 100.',
    });
  }
}

function checkBounds(band: Band, decimals: number, report: Report): void {
  const scale = 10n ** BigInt(decimals);
  for (const [name, bound] of [
    ['min', band.min],
    ['max', band.max],
  ] as const) {
    if (scale % bound.denominator === 0n) continue;
    report([...band.path, name], 'category-bounds', {
      id: `Batas memiliki lebih dari ${decimals} desimal.`,
      en: `The bound has more than ${decimals} decimals.`,
    });
  }
  if (compare(band.min, band.max) > 0) {
    report([...band.path, 'min'], 'category-bounds', {
      id: 'Batas bawah melebihi batas atas.',
      en: 'The lower bound exceeds the upper one.',
    });
  }
}

function reportSeam(band: Band, expected: Rational, report: Report): void {
  const order = compare(band.min, expected);
  if (order > 0) {
    report([...band.path, 'min'], 'category-hole', {
      id: `Ada nilai di bawah kategori "${band.id}" yang tidak termasuk kategori mana pun.`,
      en: `There are totals below category "${band.id}" that belong to no category.`,
    });
  }
  if (order < 0) {
    report([...band.path, 'min'], 'category-overlap', {
      id: `Kategori "${band.id}" bertumpang tindih dengan kategori di bawahnya.`,
      en: `Category "${band.id}" overlaps the one below it.`,
    });
  }
}
