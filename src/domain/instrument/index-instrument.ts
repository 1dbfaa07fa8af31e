import {
  type IndicatorId,
  type OptionId,
  type SubjectId,
  SubjectId as SubjectIdSchema,
  type SubjectKindId,
} from '#domain/ids.ts';
import type {
  Category,
  Condition,
  Dimension,
  Indicator,
  Instrument,
  Place,
  SubjectKind,
  Variable,
} from './instrument.ts';

export interface IndexedIndicator {
  readonly indicator: Indicator;
  readonly variable: Variable;
  readonly dimension: Dimension;
  /** Place in the instrument's order, from 0. */
  readonly position: number;
  /** The indicators its relevance rule refers to. */
  readonly gates: readonly IndicatorId[];
  /** The indicators whose relevance rules refer to it. */
  readonly gated: readonly IndicatorId[];
}

export interface InstrumentIndex {
  readonly indicators: ReadonlyMap<IndicatorId, IndexedIndicator>;
  readonly byDimension: readonly IndexedIndicator[];
  /** In the order in which one walks through the building; places where nothing is checked are left out. */
  readonly walk: readonly { readonly place: Place; readonly indicators: readonly IndexedIndicator[] }[];
  readonly kinds: ReadonlyMap<SubjectKindId, SubjectKind>;
  readonly byKind: ReadonlyMap<SubjectKindId, readonly IndexedIndicator[]>;
  /** The subject of each single kind: it bears the kind's own id. */
  readonly singleSubject: ReadonlyMap<SubjectKindId, SubjectId>;
  /** Best first. */
  readonly categories: readonly Category[];
}

const indexes = new WeakMap<Instrument, InstrumentIndex>();

/** Lookups of an instrument, made once for each instrument object. */
export function indexInstrument(instrument: Instrument): InstrumentIndex {
  const known = indexes.get(instrument);
  if (known !== undefined) return known;
  const index = buildIndex(instrument);
  indexes.set(instrument, index);
  return index;
}

function buildIndex(instrument: Instrument): InstrumentIndex {
  const byDimension = indicatorsInOrder(instrument);
  return {
    indicators: new Map(byDimension.map((entry) => [entry.indicator.id, entry])),
    byDimension,
    walk: instrument.places
      .map((place) => ({ place, indicators: byDimension.filter(({ indicator }) => indicator.place === place.id) }))
      .filter(({ indicators }) => indicators.length > 0),
    kinds: new Map(instrument.subjectKinds.map((kind) => [kind.id, kind])),
    byKind: new Map(
      instrument.subjectKinds.map((kind) => [
        kind.id,
        byDimension.filter(({ indicator }) => indicator.subject === kind.id),
      ]),
    ),
    singleSubject: new Map(
      instrument.subjectKinds.filter(({ single }) => single).map(({ id }) => [id, SubjectIdSchema.parse(id)]),
    ),
    categories: instrument.categories.toSorted((a, b) => Number(b.min) - Number(a.min)),
  };
}

function indicatorsInOrder(instrument: Instrument): readonly IndexedIndicator[] {
  const places = instrument.dimensions.flatMap((dimension) =>
    dimension.variables.flatMap((variable) =>
      variable.indicators.map((indicator) => ({ indicator, variable, dimension })),
    ),
  );
  const gated = new Map<IndicatorId, IndicatorId[]>();
  for (const { indicator } of places) {
    for (const gate of gatesOf(indicator)) gated.set(gate, [...(gated.get(gate) ?? []), indicator.id]);
  }
  return places.map((place, position) => ({
    ...place,
    position,
    gates: gatesOf(place.indicator),
    gated: gated.get(place.indicator.id) ?? [],
  }));
}

function gatesOf(indicator: Indicator): readonly IndicatorId[] {
  return indicator.relevance === undefined
    ? []
    : [...new Set(atomsOf(indicator.relevance).map(({ indicator: gate }) => gate))];
}

/** Every comparison of one indicator's answer inside a rule. */
export function atomsOf(condition: Condition): readonly { indicator: IndicatorId; options: readonly OptionId[] }[] {
  if ('indicator' in condition) return [condition];
  if ('all' in condition) return condition.all.flatMap(atomsOf);
  if ('any' in condition) return condition.any.flatMap(atomsOf);
  return atomsOf(condition.not);
}
