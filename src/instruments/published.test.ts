import { describe, expect, test } from 'vitest';
import { published } from '#testing/answered-visit.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { divide, fromDecimal, hundred, multiply, toDecimalHalfUp } from '#domain/scoring/rational.ts';

const variablesOf = (instrument: Instrument) => instrument.dimensions.flatMap(({ variables }) => variables);
const indicatorsOf = (instrument: Instrument) => variablesOf(instrument).flatMap(({ indicators }) => indicators);
const targets = (instrument: Instrument) => Object.fromEntries(instrument.subjectKinds.map(({ id, sample }) => [id, sample.target]));

describe('the instruments of 2022 and 2023', () => {
  test.each([
    ['ombudsman-2022', [5, 8, 12, 5, 6]],
    ['ombudsman-2023', [6, 9, 12, 5, 6]],
  ])('%s has the sourced dimension weights, category bounds and counts', async (id, counts) => {
    const instrument = await published(id);
    expect(instrument.dimensions.map((dimension) => [dimension.id, dimension.weight, dimension.weightProvenance])).toEqual([
      ['input', '21.85', 'source'],
      ['process', '32.37', 'source'],
      ['output', '24.24', 'source'],
      ['complaints', '21.54', 'source'],
    ]);
    expect(instrument.categories.map((category) => [category.id, category.min, category.max, category.zone])).toEqual([
      ['A', '88.00', '100', 'green'],
      ['B', '78.00', '87.99', 'green'],
      ['C', '54.00', '77.99', 'yellow'],
      ['D', '32.00', '53.99', 'red'],
      ['E', '0', '31.99', 'red'],
    ]);
    // Twelve lines of the service standard for eleven indicators: the sixth has two halves.
    expect(variablesOf(instrument).map(({ indicators }) => indicators.length)).toEqual(counts);
    expect(targets(instrument)).toEqual({ office: 1, product: 2, officer: 4, user: 30, 'complaint-officer': 2 });
  });

  test('mark as assumed what no source gives', async () => {
    for (const instrument of [await published('ombudsman-2022'), await published('ombudsman-2023')]) {
      expect(indicatorsOf(instrument).every(({ optionsProvenance }) => optionsProvenance === 'assumed')).toBe(true);
      const sourced = indicatorsOf(instrument).filter(({ weightProvenance }) => weightProvenance === 'source');
      expect(sourced.map(({ id }) => id)).toEqual(instrument.id === 'ombudsman-2023' ? ['knows-service-standard-components'] : []);
      expect(instrument.subjectKinds.find(({ id }) => id === 'user')?.sampleProvenance).toBe('assumed');
    }
  });

  test('give the first indicator of 2023 its 12.22 % of Input and the fourteen others 6.27 % each', async () => {
    const input = (await published('ombudsman-2023')).dimensions[0];
    const ofInput = input?.variables.flatMap((variable) =>
      variable.indicators.map(({ weight }) => toDecimalHalfUp(divide(multiply(fromDecimal(weight), fromDecimal(variable.weight)), hundred), 2)),
    );
    expect(ofInput).toEqual(['12.22', ...new Array<string>(14).fill('6.27')]);
  });

  test('ask respondents for no photo', async () => {
    for (const instrument of [await published('ombudsman-2022'), await published('ombudsman-2023')]) {
      expect(indicatorsOf(instrument).filter(({ subject, evidence }) => subject === 'user' && evidence !== 'none')).toEqual([]);
    }
  });
});

describe('the tangible checklist', () => {
  test('has nine variables of equal, assumed weight, present or absent', async () => {
    const instrument = await published('ombudsman-2013-2019');
    const variables = variablesOf(instrument);
    expect(variables.map(({ weight }) => weight)).toEqual([...new Array<string>(8).fill('11.111111'), '11.111112']);
    expect(variables.every(({ weightProvenance }) => weightProvenance === 'assumed')).toBe(true);
    expect(indicatorsOf(instrument).every(({ options }) => options.map(({ points }) => points).join() === '0,1')).toBe(true);
    expect(instrument.categories.map(({ min, zone }) => [min, zone])).toEqual([
      ['81.00', 'green'],
      ['51.00', 'yellow'],
      ['0', 'red'],
    ]);
  });
});
