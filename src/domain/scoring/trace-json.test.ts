import { expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical.ts';
import { answeredVisit, published } from '#testing/answered-visit.ts';
import { scoreVisit } from './score-visit.ts';
import { traceHash, traceToJson } from './trace-json.ts';

const instrument = await published('ombudsman-2013-2019');
const input = answeredVisit(instrument, (indicator) => (indicator.id === 'motto' ? '0' : '1'));

test('a trace is plain JSON with fractions as text', () => {
  const json = traceToJson(scoreVisit(instrument, input));
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  // Vision, mission and motto: 11.111111 of 100, half of it lost.
  expect(json).toMatchObject({
    rounded: { low: '94.44', high: '94.44' },
    total: { low: '188888889/2000000', high: '188888889/2000000' },
  });
});

test('the hash of a trace changes with the answers and with nothing else', async () => {
  const hash = await traceHash(scoreVisit(instrument, input));
  expect(await traceHash(scoreVisit(instrument, { ...input, answers: new Map([...input.answers].reverse()) }))).toBe(
    hash,
  );
  const other = answeredVisit(instrument, (indicator) => (indicator.id === 'vision-mission' ? '0' : '1'));
  expect(canonicalJson(traceToJson(scoreVisit(instrument, other)))).toContain('"low":"188888889/2000000"');
  expect(await traceHash(scoreVisit(instrument, other))).not.toBe(hash);
});
