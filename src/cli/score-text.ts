import type { Json } from '#domain/canonical.ts';
import { NodeId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { compare, fromDecimal, hundred } from '#domain/scoring/rational.ts';
import { scoreDimensions } from '#domain/scoring/score-dimensions.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { findInstrument } from './find-instrument.ts';
import { type DimensionsFile, parseScoreFile, type ScoreFile } from './score-file.ts';
import { scoringInputFrom } from './score-input.ts';
import { scoreOutput } from './score-output.ts';
import { nearest, type ScoreFault, ScoreProblem } from './score-problem.ts';

/**
 * Scores the text of a file of answers or of dimension scores. `file` is only its name, for messages.
 * @throws ScoreProblem naming everything that is wrong with it.
 */
export async function scoreText(text: string, file: string): Promise<Json> {
  const given = parseScoreFile(text, file);
  const loaded = await findInstrument(given.instrument);
  return await scoreOutput(loaded, score(loaded.instrument, given));
}

function score(instrument: Instrument, file: ScoreFile): ScoreResult {
  return file.kind === 'answers'
    ? scoreVisit(instrument, scoringInputFrom(instrument, file))
    : scoreDimensions(instrument, dimensionScores(instrument, file));
}

function dimensionScores(
  instrument: Instrument,
  { dimensionScores: given }: DimensionsFile,
): ReadonlyMap<NodeId, string> {
  const scores = new Map<NodeId, string>();
  const faults: ScoreFault[] = [];
  const names = instrument.dimensions.map(({ id }) => id);
  for (const [name, value] of Object.entries(given)) {
    const where = `dimensionScores["${name}"]`;
    const id = NodeId.safeParse(name);
    const isKnown = id.success && names.includes(id.data);
    if (!isKnown) {
      const advice = `Use ${nearest(name, names)}.`;
      faults.push({ code: 'unknownDimension', what: `${instrument.id} has no dimension "${name}".`, where, advice });
    }
    if (!isScore(String(value))) {
      const advice = 'Write a number from 0 to 100 with a decimal point, such as "91.2".';
      faults.push({ code: 'scoreOutOfRange', what: `${JSON.stringify(value)} is not a score.`, where, advice });
    } else if (isKnown) {
      scores.set(id.data, String(value));
    }
  }
  if (faults.length > 0) throw new ScoreProblem(faults);
  return scores;
}

function isScore(value: string): boolean {
  return /^\d+(\.\d+)?$/.test(value) && compare(fromDecimal(value), hundred) <= 0;
}
