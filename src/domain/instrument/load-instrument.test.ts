import { describe, expect, test } from 'vitest';
import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import { IndicatorId } from '#domain/ids.ts';
import { publishedInstruments } from '#instruments/published.ts';
import { indexInstrument } from './index-instrument.ts';
import type { InstrumentFault } from './instrument-fault.ts';
import { InstrumentRejected } from './instrument-fault.ts';
import { loadInstrument } from './load-instrument.ts';

const sound = publishedInstruments[0];

/** The newest published instrument with one place of its JSON replaced; `undefined` removes it. */
function withValue(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(sound);
  const segments = path.split(/[.[\]]+/).filter((segment) => segment !== '');
  const last = segments.pop() ?? '';
  let at = copy;
  for (const segment of segments) at = Reflect.get(Object(at), segment);
  if (value === undefined) Reflect.deleteProperty(Object(at), last);
  else Reflect.set(Object(at), last, value);
  return copy;
}

async function faultsOf(json: unknown): Promise<readonly InstrumentFault[]> {
  const rejection = await loadInstrument(json).catch((error: unknown) => error);
  if (!(rejection instanceof InstrumentRejected)) throw new Error('The instrument was accepted.');
  return rejection.faults;
}

const short = ({ path, ids, code }: InstrumentFault) => [code, path, ids.join('/')];

describe('a published instrument', () => {
  test('is named by the hash of its canonical JSON', async () => {
    const { instrument, hash } = await loadInstrument(sound);
    expect(instrument.id).toBe('ombudsman-2023');
    expect(hash).toBe(await sha256Hex(canonicalJson(sound)));
    const reordered = Object.fromEntries(Object.entries(Object(sound)).reverse());
    expect((await loadInstrument(reordered)).hash).toBe(hash);
  });

  test('says what to look at for every indicator, in both languages', async () => {
    for (const json of publishedInstruments) {
      const { instrument } = await loadInstrument(json);
      for (const { indicator } of indexInstrument(instrument).byDimension) {
        expect(indicator.help?.id.length, indicator.id).toBeGreaterThan(40);
        expect(indicator.help?.en.length, indicator.id).toBeGreaterThan(40);
        expect(indicator.legalBasis, indicator.id).toBeDefined();
      }
    }
  });
});

describe('an instrument that does not fit together is refused, and the place is named', () => {
  test.each([
    ['weights-not-100', 'dimensions[0].weight', '22.85', 'dimensions', ''],
    ['weights-not-100', 'dimensions[1].variables[0].weight', '99.999999', 'dimensions[1].variables', 'process'],
    [
      'weights-not-100',
      'dimensions[0].variables[1].indicators[2].weight',
      '11.111112',
      'dimensions[0].variables[1].indicators',
      'input/facilities',
    ],
    [
      'unknown-place',
      'dimensions[2].variables[0].indicators[0].place',
      'roof',
      'dimensions[2].variables[0].indicators[0].place',
      'output/perceived-maladministration/undue-delay',
    ],
    [
      'unknown-subject-kind',
      'dimensions[2].variables[0].indicators[0].subject',
      'guard',
      'dimensions[2].variables[0].indicators[0].subject',
      'output/perceived-maladministration/undue-delay',
    ],
    [
      'duplicate-id',
      'dimensions[1].variables[0].indicators[1].id',
      'requirements',
      'dimensions[1].variables[0].indicators[1].id',
      'process/service-standard/requirements',
    ],
    [
      'duplicate-id',
      'dimensions[1].variables[0].indicators[0].options[1].id',
      'none',
      'dimensions[1].variables[0].indicators[0].options[1].id',
      'process/service-standard/requirements/none',
    ],
    ['duplicate-id', 'places[3].id', 'toilet', 'places[4].id', 'toilet'],
    ['duplicate-id', 'categories[3].id', 'E', 'categories[4].id', 'E'],
    ['duplicate-id', 'subjectKinds[2].roles[1].id', 'head', 'subjectKinds[2].roles[1].id', 'officer/head'],
    ['unknown-parent', 'subjectKinds[3].parent', 'permit', 'subjectKinds[3].parent', 'user'],
    ['parent-cycle', 'subjectKinds[3].parent', 'user', 'subjectKinds[3].parent', 'user'],
    ['aggregate-without-parent', 'subjectKinds[3].aggregate', 'mean-of-parents', 'subjectKinds[3].aggregate', 'user'],
    ['single-sample', 'subjectKinds[0].sample.target', 2, 'subjectKinds[0].sample', 'office'],
    ['sample-below-minimum', 'subjectKinds[3].sample.min', 31, 'subjectKinds[3].sample', 'user'],
    ['category-hole', 'categories[1].max', '87.98', 'categories[0].min', 'A'],
    ['category-overlap', 'categories[1].max', '88.00', 'categories[0].min', 'A'],
    ['category-bounds', 'categories[0].max', '99.99', 'categories[0].max', 'A'],
    ['category-bounds', 'categories[2].max', '77.995', 'categories[2].max', 'C'],
  ])('%s: %s = %s', async (code, path, value, place, ids) => {
    expect((await faultsOf(withValue(path, value))).map(short)).toContainEqual([code, place, ids]);
  });

  test('no-points: an indicator in which nothing can be earned', async () => {
    const options = [0, 1].map((n) => ({ id: `o${n}`, points: '0.0', label: { id: 'nol', en: 'zero' } }));
    const path = 'dimensions[1].variables[0].indicators[9].options';
    expect((await faultsOf(withValue(path, options))).map(short)).toEqual([
      ['no-points', path, 'process/service-standard/motto'],
    ]);
  });

  test.each([
    ['unknown-gate', { indicator: 'moto', options: ['none'] }],
    ['unknown-gate-option', { not: { indicator: 'charter-available', options: ['none', 'torn'] } }],
    ['gate-of-other-kind', { any: [{ indicator: 'undue-delay', options: ['never'] }] }],
    ['gate-cycle', { all: [{ indicator: 'motto', options: ['none'] }] }],
  ])('%s', async (code, relevance) => {
    const path = 'dimensions[1].variables[0].indicators[9]';
    const faults = await faultsOf(withValue(`${path}.relevance`, relevance));
    expect(faults.map(short)).toEqual([[code, `${path}.relevance`, 'process/service-standard/motto']]);
  });

  test('gate-cycle: two rules that wait for one another are both named', async () => {
    const first = withValue('dimensions[1].variables[0].indicators[8].relevance', {
      indicator: 'motto',
      options: ['none'],
    });
    Reflect.set(Object(Object(first).dimensions[1].variables[0].indicators[9]), 'relevance', {
      indicator: 'vision-mission',
      options: ['none'],
    });
    expect((await faultsOf(first)).map(({ ids }) => ids.at(-1))).toEqual(['vision-mission', 'motto']);
  });

  test.each([
    ['title.id', '', 'title.id', ''],
    ['dimensions[0].weight', 21.85, 'dimensions[0].weight', 'input'],
    ['dimensions[0].weight', '21,85', 'dimensions[0].weight', 'input'],
    [
      'dimensions[0].variables[0].indicators[0].method',
      'guess',
      'dimensions[0].variables[0].indicators[0].method',
      'input/competence/knows-service-standard-components',
    ],
    ['dimensions[0].variables[0].colour', 'red', 'dimensions[0].variables[0].colour', 'input/competence'],
    ['scoring.rule', 'weighted-mean/2', 'scoring.rule', ''],
    ['format', undefined, 'format', ''],
  ])('shape: %s = %s', async (path, value, place, ids) => {
    const faults = await faultsOf(withValue(path, value));
    expect(faults.map(short)).toContainEqual(['shape', place, ids]);
    for (const { message } of faults) expect(message.id.length * message.en.length).toBeGreaterThan(0);
  });

  test('anything but an object is a fault of the instrument itself', async () => {
    for (const json of [null, 7, 'ombudsman-2023', []])
      expect((await faultsOf(json)).map(short)).toEqual([['shape', '', '']]);
  });

  test('the error says it in one line for each fault', async () => {
    const error = await loadInstrument(withValue('dimensions[0].weight', '22.85')).catch((reason: unknown) => reason);
    expect(error).toHaveProperty('message', 'dimensions: The weights here sum to 101, not to 100.');
  });
});

describe('an index', () => {
  test('gives the walk through the building in order, each indicator once', async () => {
    const { instrument } = await loadInstrument(sound);
    const { walk, byDimension, indicators, categories } = indexInstrument(instrument);
    expect(walk.map(({ place }) => place.id)).toEqual([
      'entrance',
      'waiting-room',
      'counter',
      'complaint-desk',
      'back-office',
    ]);
    const walked = walk.flatMap((stop) => stop.indicators.map(({ indicator }) => indicator.id));
    expect(walked.toSorted()).toEqual(byDimension.map(({ indicator }) => indicator.id).toSorted());
    expect(indicators.get(IndicatorId.parse('motto'))).toMatchObject({
      variable: { id: 'service-standard' },
      dimension: { id: 'process' },
    });
    expect(categories.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(indexInstrument(instrument)).toBe(indexInstrument(instrument));
  });
});
