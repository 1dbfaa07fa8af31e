import fc from 'fast-check';
import { type IndicatorId, IndicatorId as IndicatorIdSchema, OptionId, SubjectId, SubjectKindId } from '#domain/ids.ts';
import type { Condition, Instrument } from '#domain/instrument/instrument.ts';
import { Instrument as InstrumentSchema } from '#domain/instrument/instrument.ts';
import type { AnswerKey, AnswerValue, SampleState, ScoredSubject, ScoringInput } from '#domain/scoring/score-types.ts';

/** What a generated instrument may contain; each is a reason why a score can be open. */
export interface Features {
  readonly gates: boolean;
  readonly parents: boolean;
  /** Lowest points above 0. */
  readonly raisedFloor: boolean;
}

export interface SmallVisit {
  readonly instrument: Instrument;
  readonly input: ScoringInput;
}

const text = { id: 'teks', en: 'text' };

interface Shape {
  readonly kind: 'office' | 'user' | 'product';
  readonly points: readonly string[];
  readonly notApplicableAllowed: boolean;
  /** Which earlier indicator gates it, and how. */
  readonly gate: number | null;
  readonly negated: boolean;
  readonly gateOptions: number;
}

/** Small enough that every completion can be listed. Weights, points, samples, gates and parents vary. */
export function smallVisit(features: Features): fc.Arbitrary<SmallVisit> {
  const shape: fc.Arbitrary<Shape> = fc.record({
    kind: fc.constantFrom('office', 'user', 'product'),
    points: fc.constantFrom(
      ['0', '1'],
      ['0', '1', '3'],
      ['0', '0.5', '2'],
      ...(features.raisedFloor
        ? [
            ['1', '4'],
            ['0.25', '0.75', '1'],
          ]
        : []),
    ),
    notApplicableAllowed: fc.boolean(),
    gate: features.gates ? fc.option(fc.nat({ max: 4 }), { nil: null }) : fc.constant(null),
    negated: fc.boolean(),
    gateOptions: fc.integer({ min: 1, max: 2 }),
  });
  // Indicators per variable, variables per dimension.
  const tree = fc.array(fc.array(fc.array(shape, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 2,
  });
  const nested = features.parents ? fc.boolean() : fc.constant(false);
  return fc
    .record({ tree, nested, cuts: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 8 }) })
    .chain(({ tree: shapes, nested: isNested, cuts }) => {
      const instrument = buildInstrument(shapes, isNested, features.parents, cuts);
      return inputFor(instrument, isNested || features.parents).map((input) => ({ instrument, input }));
    });
}

function buildInstrument(
  tree: readonly (readonly (readonly Shape[])[])[],
  isNested: boolean,
  hasParents: boolean,
  cuts: readonly number[],
): Instrument {
  let at = 0;
  const cut = () => cuts[at++ % cuts.length] ?? 50;
  const weights = (n: number) => {
    if (n === 1) return ['100'];
    const first = cut();
    return [`${first}`, `${100 - first}`];
  };
  const built: { id: string; kind: Shape['kind']; options: readonly string[] }[] = [];
  const indicator = (shape: Shape, weight: string | undefined) => {
    const gates = built.filter(({ kind }) => kind === shape.kind || kind === 'office');
    const gate = shape.gate === null || gates.length === 0 ? undefined : gates[shape.gate % gates.length];
    const id = `i${built.length}`;
    built.push({ id, kind: shape.kind, options: shape.points.map((_, n) => `o${n}`) });
    return {
      id,
      text,
      provenance: 'assumed',
      method: 'observation',
      place: 'room',
      subject: shape.kind,
      options: shape.points.map((points, n) => ({ id: `o${n}`, points, label: text })),
      optionsProvenance: 'assumed',
      evidence: 'none',
      notApplicableAllowed: shape.notApplicableAllowed,
      ...(gate && { relevance: ruleOn(gate, shape) }),
      weight,
      weightProvenance: 'assumed',
    };
  };
  const kind = (id: string, more: object) => ({
    id,
    title: text,
    sampleProvenance: 'assumed',
    overTarget: 'count',
    aggregate: 'pooled',
    ...more,
  });
  const dimensionWeights = weights(tree.length);
  return InstrumentSchema.parse({
    format: 1,
    id: 'small',
    version: 1,
    title: text,
    shortTitle: text,
    scoring: { rule: 'weighted-mean/1', decimals: 2, rounding: 'half-up' },
    places: [{ id: 'room', title: text }],
    subjectKinds: [
      kind('office', { single: true, sample: { min: 1, target: 1 } }),
      kind('region', { single: false, sample: { min: 0, target: 0 } }),
      kind('product', {
        single: false,
        sample: { min: 0, target: 1 },
        ...(isNested && { parent: 'region', aggregate: 'mean-of-parents' }),
      }),
      kind('user', {
        single: false,
        sample: { min: 0, target: 2 },
        ...(hasParents && { parent: 'product', aggregate: 'mean-of-parents' }),
      }),
    ],
    categories: [
      { id: 'A', min: '50.00', max: '100', label: text, zone: 'green' },
      { id: 'B', min: '0', max: '49.99', label: text, zone: 'red' },
    ],
    categoriesProvenance: 'assumed',
    dimensions: tree.map((variables, d) => {
      const variableWeights = weights(variables.length);
      return {
        id: `d${d}`,
        title: text,
        weight: dimensionWeights[d],
        weightProvenance: 'assumed',
        variables: variables.map((indicators, v) => {
          const indicatorWeights = weights(indicators.length);
          return {
            id: `d${d}v${v}`,
            title: text,
            weight: variableWeights[v],
            weightProvenance: 'assumed',
            indicators: indicators.map((shape, i) => indicator(shape, indicatorWeights[i])),
          };
        }),
      };
    }),
  });
}

function ruleOn(gate: { id: string; options: readonly string[] }, { negated, gateOptions }: Shape): Condition {
  const rule: Condition = {
    indicator: IndicatorIdSchema.parse(gate.id),
    options: gate.options.slice(0, gateOptions).map((option) => OptionId.parse(option)),
  };
  return negated ? { not: rule } : rule;
}

const kinds = {
  region: SubjectKindId.parse('region'),
  product: SubjectKindId.parse('product'),
  user: SubjectKindId.parse('user'),
};

function inputFor(instrument: Instrument, hasParents: boolean): fc.Arbitrary<ScoringInput> {
  const parentOf = fc.option(fc.nat({ max: 2 }), { nil: null });
  return fc
    .record({
      regions: fc.nat({ max: hasParents ? 2 : 0 }),
      products: fc.array(parentOf, { maxLength: 2 }),
      users: fc.array(parentOf, { maxLength: 2 }),
      awaited: fc.record({
        region: fc.nat({ max: hasParents ? 1 : 0 }),
        product: fc.nat({ max: 1 }),
        user: fc.nat({ max: 2 }),
      }),
      closed: fc.record({ region: fc.boolean(), product: fc.boolean(), user: fc.boolean() }),
    })
    .chain((cast) => {
      const ids = (kind: string, n: number) => Array.from({ length: n }, (_, at) => SubjectId.parse(`${kind}-${at}`));
      const [regions, products, users] = [
        ids('region', cast.regions),
        ids('product', cast.products.length),
        ids('user', cast.users.length),
      ];
      const under = (at: number | null | undefined, parents: readonly SubjectId[]) =>
        at === null || at === undefined || parents.length === 0 ? {} : { parent: parents[at % parents.length] };
      const subjects: ScoredSubject[] = [
        ...regions.map((id) => ({ id, kind: kinds.region })),
        ...products.map((id, at) => ({ id, kind: kinds.product, ...under(cast.products[at], regions) })),
        ...users.map((id, at) => ({ id, kind: kinds.user, ...under(cast.users[at], products) })),
      ];
      const state = (kind: 'region' | 'product' | 'user', seen: number): [SubjectKindId, SampleState] => [
        kinds[kind],
        { target: seen + cast.awaited[kind], closed: cast.closed[kind] },
      ];
      const samples = new Map([
        state('region', regions.length),
        state('product', products.length),
        state('user', users.length),
      ]);
      return answersFor(instrument, subjects).map((answers) => ({ subjects, samples, answers }));
    });
}

function answersFor(
  instrument: Instrument,
  subjects: readonly ScoredSubject[],
): fc.Arbitrary<ReadonlyMap<AnswerKey, readonly (AnswerValue | null)[]>> {
  const office = { id: SubjectId.parse('office'), kind: SubjectKindId.parse('office') };
  const indicators = instrument.dimensions.flatMap(({ variables }) =>
    variables.flatMap((variable) => variable.indicators),
  );
  const entries = indicators.flatMap((indicator) =>
    [office, ...subjects]
      .filter(({ kind }) => kind === indicator.subject)
      .map((subject) => {
        const values: (AnswerValue | null)[] = indicator.options.map(({ id }) => ({ kind: 'option', option: id }));
        if (indicator.notApplicableAllowed) values.push({ kind: 'not-applicable', reason: 'x' });
        const settled = fc.constantFrom(...values).map((value) => [value]);
        const conflict = fc.uniqueArray(fc.constantFrom(...values, null), { minLength: 2, maxLength: 2 });
        const list = fc.oneof(
          { weight: 6, arbitrary: settled },
          { weight: 1, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: conflict },
        );
        return list.map((heads): [AnswerKey, readonly (AnswerValue | null)[]] => [
          keyOf(subject.id, indicator.id),
          heads,
        ]);
      }),
  );
  return fc.tuple(...entries).map((all) => new Map(all.filter(([, heads]) => heads.length > 0)));
}

function keyOf(subject: SubjectId, indicator: IndicatorId): AnswerKey {
  return `${subject}/${indicator}`;
}
