import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndicatorId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { loadInstrument } from '#domain/instrument/load-instrument.ts';
import { fromDecimal, rational, toDecimalHalfUp, toText } from '#domain/scoring/rational.ts';
import { publishedInstruments } from '#instruments/published.ts';
import { compareInstruments } from './comparable.ts';
import { distributionOf } from './distribution.ts';
import { totalsOfInstitutions } from './institutions.ts';
import { meanOf, meanOfSums } from './mean-of-sums.ts';
import { rankByTotal } from './rank.ts';

async function published(id: string): Promise<Instrument> {
  for (const raw of publishedInstruments) {
    const { instrument } = await loadInstrument(raw);
    if (instrument.id === id) return instrument;
  }
  throw new Error(`There is no ${id}.`);
}

test('equal totals share a place and the places after it are left out', () => {
  const ranked = rankByTotal([
    { name: 'D', rounded: '70.00' },
    { name: 'C', rounded: '85.03' },
    { name: 'A', rounded: '91.20' },
    { name: 'B', rounded: '85.03' },
  ]);
  expect(ranked.map(({ rank, name }) => `${rank} ${name}`)).toEqual(['1 A', '2 B', '2 C', '4 D']);
});

test('a hundred stands before nine, and 92.5 beside 92.50', () => {
  const ranked = rankByTotal([
    { name: 'x', rounded: '9.00' },
    { name: 'y', rounded: '92.5' },
    { name: 'z', rounded: '92.50' },
    { name: 'w', rounded: '100.00' },
  ]);
  expect(ranked.map(({ rank, name }) => `${rank} ${name}`)).toEqual(['1 w', '2 y', '2 z', '4 x']);
});

test('the mean of sums is the mean of what was added up, to the last digit', () => {
  const fraction = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
    .map(([numerator, denominator]) => rational(numerator, denominator));
  fc.assert(
    fc.property(fc.array(fraction, { minLength: 1, maxLength: 40 }), (values) => {
      const one = values.reduce(
        (sum, { numerator, denominator }) =>
          rational(sum.numerator * denominator + numerator * sum.denominator, sum.denominator * denominator),
        rational(0n, 1n),
      );
      const mean = meanOf(values);
      expect(mean && toText(mean)).toBe(toText(rational(one.numerator, one.denominator * BigInt(values.length))));
    }),
  );
});

test('nothing has no mean', () => {
  expect(meanOfSums([])).toBeNull();
});

test('an institution is the mean of its exact units, rounded once', async () => {
  const instrument = await published('ombudsman-2022');
  // Each rounds to 87.99 by itself; their mean is 87.995 and so an A.
  const [a, b] = [fromDecimal('87.994'), fromDecimal('87.996')];
  const [cilegon] = totalsOfInstitutions(instrument, [
    { institution: 'Cilegon', total: a },
    { institution: 'Cilegon', total: b },
  ]);
  expect(cilegon).toMatchObject({ institution: 'Cilegon', units: 2, rounded: '88.00', category: { id: 'A' } });
  expect(cilegon && toDecimalHalfUp(cilegon.total, 3)).toBe('87.995');
});

test('a unit and its institution may differ in zone', async () => {
  const instrument = await published('ombudsman-2022');
  const [city] = totalsOfInstitutions(instrument, [
    { institution: 'Cilegon', total: fromDecimal('85.03') },
    { institution: 'Cilegon', total: fromDecimal('62.11') },
  ]);
  expect(city).toMatchObject({ rounded: '73.57', category: { id: 'C', zone: 'yellow' } });
});

test('a distribution names every category, also those that nobody has', async () => {
  const instrument = await published('ombudsman-2022');
  const counts = distributionOf(instrument, [{ category: 'B' }, { category: 'E' }, { category: 'B' }]);
  expect(counts.map(({ category, count }) => `${category.id}${count}`)).toEqual(['A0', 'B2', 'C0', 'D0', 'E1']);
});

test('of two years only what was the same question is compared, and the rest says why not', async () => {
  const [older, newer] = [await published('ombudsman-2022'), await published('ombudsman-2023')];
  const { comparable, incomparable } = compareInstruments(older, newer);
  expect(comparable).toContain('knows-ombudsman');
  expect(incomparable).toContainEqual({ indicator: 'knows-ombudsman-recommendation', because: 'added' });
  expect(incomparable).toContainEqual({ indicator: 'quality-assurance', because: 'removed' });
  const named = new Set([...comparable, ...incomparable.map(({ indicator }) => indicator)]);
  expect(named.size).toBe(comparable.length + incomparable.length);
});

test('the same id with other points or another subject is another question', async () => {
  const instrument = await published('ombudsman-2023');
  const changed = (change: (indicator: Instrument['dimensions'][0]['variables'][0]['indicators'][0]) => object) => ({
    ...instrument,
    dimensions: instrument.dimensions.map((dimension) => ({
      ...dimension,
      variables: dimension.variables.map((variable) => ({
        ...variable,
        indicators: variable.indicators.map((one) => (one.id === 'knows-ombudsman' ? { ...one, ...change(one) } : one)),
      })),
    })),
  });
  const indicator = IndicatorId.parse('knows-ombudsman');
  const doubled = changed(({ options }) => ({
    options: options.map((option) => ({ ...option, points: String(Number(option.points) * 2) })),
  }));
  expect(compareInstruments(instrument, doubled).incomparable).toEqual([{ indicator, because: 'points' }]);
  const office = instrument.subjectKinds.find(({ single }) => single)?.id;
  const elsewhere = changed(() => ({ subject: office }));
  expect(compareInstruments(instrument, elsewhere).incomparable).toEqual([{ indicator, because: 'subject' }]);
});
