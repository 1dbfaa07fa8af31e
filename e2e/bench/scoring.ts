/** How long scoring takes: `node e2e/bench/scoring.ts`. A measurement, never a test. */
import type { Instrument } from '#domain/instrument/instrument.ts';
import { whatWouldLift } from '#domain/scoring/lift.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { createScorer } from '#domain/scoring/scorer.ts';
import { answeredVisit, answerWith, published } from '#testing/answered-visit.ts';
import { generatedInstrument } from '#testing/generated-instrument.ts';

const of2023 = await published('ombudsman-2023');
const cases: readonly (readonly [string, Instrument])[] = [
  ['ombudsman-2023', of2023],
  ['generated, 100', generatedInstrument(of2023, 100)],
  ['generated, 400', generatedInstrument(of2023, 400)],
  ['generated, 400 of users', generatedInstrument(of2023, 400, 'of-users')],
];

function measure(times: number, run: (n: number) => void): string {
  for (let n = 0; n < times / 4; n++) run(n);
  const taken = Array.from({ length: times }, (_, n) => {
    const start = performance.now();
    run(n);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const at = (share: number) => (taken[Math.floor(times * share)] ?? 0).toFixed(2);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

for (const [name, instrument] of cases) {
  const points = (n: number) => String((n * 7 + (n >> 3)) % 4);
  let asked = 0;
  const input = answeredVisit(instrument, () => points(asked++));
  const result = scoreVisit(instrument, input);
  console.info(`${name}: ${input.answers.size} answers, total ${result.rounded?.low}`);
  console.info(`  whole score       ${measure(200, () => scoreVisit(instrument, input))}`);
  const answers = new Map(input.answers);
  const keys = [...answers.keys()];
  const indicators = instrument.dimensions.flatMap(({ variables }) =>
    variables.flatMap((variable) => variable.indicators),
  );
  const scorer = createScorer(instrument);
  scorer.update(input);
  const tap = (n: number) => {
    const key = keys[(n * 37) % keys.length];
    const indicator = indicators.find(({ id }) => key?.endsWith(`/${id}`));
    const value = indicator && answerWith(indicator, points(n + 1));
    if (key === undefined || value === undefined) throw new Error('Every key belongs to an indicator.');
    answers.set(key, [value]);
    scorer.update({ ...input, answers }, [key]);
  };
  console.info(`  after one answer  ${measure(1000, tap)}`);
  console.info(`  what would lift   ${measure(20, () => whatWouldLift(instrument, input, result))}`);
}
