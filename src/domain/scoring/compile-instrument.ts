import type { IndicatorId, OptionId, SubjectId, SubjectKindId } from '#domain/ids.ts';
import { type IndexedIndicator, indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Condition, Decimal, Indicator, Instrument, SubjectKind } from '#domain/instrument/instrument.ts';
import { compare, fromDecimal, isEqual, one, rational } from './rational.ts';
import type { Interval } from './score-types.ts';
import { point } from './weighted-mean.ts';

/** An option's points over the highest points, once as a fraction and once in the indicator's own whole units. */
export interface CompiledOption {
  readonly id: OptionId;
  readonly units: bigint;
  readonly value: Interval;
}

export interface CompiledIndicator {
  readonly indicator: Indicator;
  readonly kind: SubjectKind;
  /** Set for single kinds. */
  readonly singleSubject: SubjectId | undefined;
  readonly options: ReadonlyMap<OptionId, CompiledOption>;
  readonly lowest: bigint;
  /** What the highest option is worth in units: the denominator of every value. */
  readonly highest: bigint;
  /** Where any answer lies. */
  readonly range: Interval;
  readonly condition: Condition | undefined;
  readonly isGate: boolean;
  /** Millionths of a percent. */
  readonly weight: bigint;
}

export interface CompiledInstrument {
  readonly indicators: ReadonlyMap<IndicatorId, CompiledIndicator>;
  /** Every indicator after the gates that it depends on. */
  readonly gatesFirst: readonly CompiledIndicator[];
  readonly kinds: ReadonlyMap<SubjectKindId, SubjectKind>;
}

const compiled = new WeakMap<Instrument, CompiledInstrument>();

/** What scoring needs of an instrument, worked out once for each instrument object. */
export function compileInstrument(instrument: Instrument): CompiledInstrument {
  const known = compiled.get(instrument);
  if (known !== undefined) return known;
  const { byDimension, kinds, singleSubject } = indexInstrument(instrument);
  const ordered = gatesFirst(byDimension).flatMap((entry) => {
    const kind = kinds.get(entry.indicator.subject);
    return kind === undefined ? [] : [compileIndicator(entry, kind, singleSubject.get(kind.id))];
  });
  const result: CompiledInstrument = {
    indicators: new Map(ordered.map((entry) => [entry.indicator.id, entry])),
    gatesFirst: ordered,
    kinds,
  };
  compiled.set(instrument, result);
  return result;
}

/** A percentage with up to six decimals as a whole number. */
export function wholeWeight(weight: Decimal): bigint {
  const { numerator, denominator } = fromDecimal(weight);
  return (numerator * 1_000_000n) / denominator;
}

function compileIndicator(
  { indicator, gated }: IndexedIndicator,
  kind: SubjectKind,
  singleSubject: SubjectId | undefined,
): CompiledIndicator {
  const points = indicator.options.map((option) => ({ id: option.id, points: fromDecimal(option.points) }));
  const scale = 10n ** BigInt(Math.max(...indicator.options.map((option) => option.points.split('.')[1]?.length ?? 0)));
  const sorted = points.map((option) => option.points).toSorted(compare);
  const units = (value = one) => (value.numerator * scale) / value.denominator;
  const [lowest, highest] = [units(sorted[0]), units(sorted.at(-1))];
  const low = rational(lowest, highest);
  return {
    indicator,
    kind,
    singleSubject,
    options: new Map(
      points.map(({ id, points: worth }) => [
        id,
        { id, units: units(worth), value: point(rational(units(worth), highest)) },
      ]),
    ),
    lowest,
    highest,
    range: isEqual(low, one) ? point(one) : { low, high: one },
    condition: indicator.relevance,
    isGate: gated.length > 0,
    weight: wholeWeight(indicator.weight),
  };
}

function gatesFirst(entries: readonly IndexedIndicator[]): readonly IndexedIndicator[] {
  const byId = new Map(entries.map((entry) => [entry.indicator.id, entry]));
  const placed = new Set<IndexedIndicator>();
  // A set keeps the order of insertion: an entry goes in only after its gates. `loadInstrument` has ruled out cycles.
  const place = (entry: IndexedIndicator) => {
    if (placed.has(entry)) return;
    for (const gate of entry.gates) {
      const found = byId.get(gate);
      if (found !== undefined) place(found);
    }
    placed.add(entry);
  };
  entries.forEach(place);
  return [...placed];
}
