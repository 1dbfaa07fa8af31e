import type { IndicatorId, SubjectKindId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { type CompiledIndicator, type CompiledInstrument, compileInstrument } from './compile-instrument.ts';
import { type IndicatorRow, keysOf, scoreRow } from './indicator-row.ts';
import { isSameSample, type Sample, type Samples, samplesOf } from './sample.ts';
import { resultOf } from './score-result.ts';
import { ScoreTree } from './score-tree.ts';
import type { AnswerKey, ScoreResult, ScoringInput } from './score-types.ts';
import type { HeadValues } from './subject-outcome.ts';

export interface Scorer {
  /**
   * Scores the whole input; only what differs from the last one is worked out again. `changedKeys` names the answers that may
   * differ; without it every answer is compared. Changed subjects and samples are always noticed. Nodes that stay equal keep their
   * trace object.
   */
  update(input: ScoringInput, changedKeys?: Iterable<AnswerKey>): ScoreResult;
}

export function createScorer(instrument: Instrument): Scorer {
  return new IncrementalScorer(instrument);
}

class IncrementalScorer implements Scorer {
  readonly #instrument: Instrument;
  readonly #compiled: CompiledInstrument;
  readonly #tree: ScoreTree;
  #rows = new Map<IndicatorId, IndicatorRow>();
  #samples: Samples = new Map();

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
    this.#compiled = compileInstrument(instrument);
    this.#tree = new ScoreTree(instrument, this.#compiled);
  }

  update(input: ScoringInput, changedKeys?: Iterable<AnswerKey>): ScoreResult {
    this.#takeSamples(samplesOf(this.#compiled, input, indexInstrument(this.#instrument).singleSubject));
    const named = changedKeys && indicatorsIn(changedKeys);
    const rescored = new Set<IndicatorId>();
    for (const asked of this.#compiled.gatesFirst) {
      const known = this.#rows.get(asked.indicator.id);
      const sample = this.#samples.get(asked.kind.id);
      if (sample === undefined || (known !== undefined && this.#stands(known, sample, input, named, rescored)))
        continue;
      const keys = known?.sample === sample ? known.keys : keysOf(asked, sample);
      this.#rows.set(
        asked.indicator.id,
        scoreRow(asked, sample, keys, input, this.#samples, (id) => this.#rows.get(id)),
      );
      rescored.add(asked.indicator.id);
    }
    const trace = this.#tree.update(this.#rows, rescored);
    return resultOf(this.#instrument, trace, this.#rows, this.#samples, input.provisional === true);
  }

  /** Samples that did not change keep their object, so that rows can tell by identity; a change reaches the kinds below a parent. */
  #takeSamples(fresh: Samples): void {
    const isSame = (id: SubjectKindId): boolean => {
      const [before, after] = [this.#samples.get(id), fresh.get(id)];
      if (before === undefined || after === undefined || !isSameSample(before, after)) return false;
      const { parent, aggregate } = after.kind;
      return parent === undefined || aggregate === 'pooled' || isSame(parent);
    };
    this.#samples = new Map(
      [...fresh].map(([id, sample]): [SubjectKindId, Sample] => [
        id,
        isSame(id) ? (this.#samples.get(id) ?? sample) : sample,
      ]),
    );
  }

  #stands(
    row: IndicatorRow,
    sample: Sample,
    input: ScoringInput,
    named: ReadonlySet<string> | undefined,
    rescored: ReadonlySet<IndicatorId>,
  ): boolean {
    if (row.sample !== sample) return false;
    if (gatesOf(this.#instrument, row.asked).some((gate) => rescored.has(gate))) return false;
    if (named !== undefined && !named.has(row.asked.indicator.id)) return true;
    return row.keys.every((key, at) => isSameAnswer(row.values[at], input.answers.get(key)));
  }
}

function gatesOf(instrument: Instrument, asked: CompiledIndicator): readonly IndicatorId[] {
  return indexInstrument(instrument).indicators.get(asked.indicator.id)?.gates ?? [];
}

function indicatorsIn(keys: Iterable<AnswerKey>): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const key of keys) ids.add(key.slice(key.indexOf('/') + 1));
  return ids;
}

function isSameAnswer(a: HeadValues, b: HeadValues): boolean {
  if (a === b) return true;
  if ((a?.length ?? 0) !== (b?.length ?? 0)) return false;
  return (a ?? []).every((value, at) => {
    const other = b?.[at];
    if (value === null || other === null || other === undefined) return value === other;
    if (value.kind === 'option') return other.kind === 'option' && other.option === value.option;
    return other.kind === value.kind;
  });
}
