import * as z from 'zod/mini';
import { CategoryId, IndicatorId, NodeId, OptionId, PlaceId, SubjectKindId } from '#domain/ids.ts';

/** A text in both languages. */
export const Text = z.strictObject({ id: z.string().check(z.minLength(1)), en: z.string().check(z.minLength(1)) });
export type Text = z.infer<typeof Text>;

/**
 * Where a value comes from: `source` was seen in a public source, `recalled` is known without one at hand, `assumed` was
 * chosen because nothing gives it. The app shows assumed weights as assumed.
 */
export const Provenance = z.enum(['source', 'recalled', 'assumed']);
export type Provenance = z.infer<typeof Provenance>;

/** A non-negative decimal number as text, so that no engine rounds it: "21.85". */
export const Decimal = z.string().check(z.regex(/^(0|[1-9]\d{0,5})(\.\d{1,6})?$/));
export type Decimal = z.infer<typeof Decimal>;

export const Option = z.strictObject({ id: OptionId, points: Decimal, label: Text });
export type Option = z.infer<typeof Option>;

/**
 * A rule on answers. `{ indicator, options }` holds when the gate's answer is one of `options`. The gate is asked of the same
 * subject, or of the only subject of a single kind; the loader rejects anything else.
 */
export type Condition =
  | { indicator: IndicatorId; options: readonly OptionId[] }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };
export const Condition: z.ZodMiniType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ indicator: IndicatorId, options: z.array(OptionId).check(z.minLength(1)) }),
    z.strictObject({ all: z.array(Condition).check(z.minLength(1)) }),
    z.strictObject({ any: z.array(Condition).check(z.minLength(1)) }),
    z.strictObject({ not: Condition }),
  ]),
);

export const Method = z.enum(['observation', 'interview', 'document']);
export type Method = z.infer<typeof Method>;

export const EvidenceRule = z.enum(['required', 'optional', 'none']);
export type EvidenceRule = z.infer<typeof EvidenceRule>;

export const Indicator = z.strictObject({
  id: IndicatorId,
  text: Text,
  help: z.optional(Text),
  provenance: Provenance,
  source: z.optional(z.array(z.string())),
  note: z.optional(z.string()),
  method: Method,
  place: PlaceId,
  subject: SubjectKindId,
  options: z.array(Option).check(z.minLength(2)),
  optionsProvenance: Provenance,
  evidence: EvidenceRule,
  legalBasis: z.optional(z.string()),
  legalBasisProvenance: z.optional(Provenance),
  relevance: z.optional(Condition),
  notApplicableAllowed: z.boolean(),
  /** Percent of the variable. */
  weight: Decimal,
  weightProvenance: Provenance,
});
export type Indicator = z.infer<typeof Indicator>;

export const Variable = z.strictObject({
  id: NodeId,
  title: Text,
  /** Percent of the dimension. */
  weight: Decimal,
  weightProvenance: Provenance,
  source: z.optional(z.array(z.string())),
  note: z.optional(z.string()),
  indicators: z.array(Indicator).check(z.minLength(1)),
});
export type Variable = z.infer<typeof Variable>;

export const Dimension = z.strictObject({
  id: NodeId,
  title: Text,
  /** Percent of the total. */
  weight: Decimal,
  weightProvenance: Provenance,
  source: z.optional(z.array(z.string())),
  variables: z.array(Variable).check(z.minLength(1)),
});
export type Dimension = z.infer<typeof Dimension>;

/** How many subjects of a kind are asked, and how their answers become one. */
export const SubjectKind = z.strictObject({
  id: SubjectKindId,
  title: Text,
  /** A visit has exactly one subject of a single kind; its subject id is the kind's id. */
  single: z.boolean(),
  /** A letter before the running number of a respondent ("A7"). */
  letter: z.optional(z.string().check(z.regex(/^[A-Z]$/))),
  /** Below `min` the report warns. `target` is the default planned sample; the visit may plan another. */
  sample: z.strictObject({ min: z.int().check(z.gte(0)), target: z.int().check(z.gte(0)) }),
  sampleProvenance: Provenance,
  sampleNote: z.optional(z.string()),
  /** Subjects over the target: `count` takes them into the mean, `refuse` does not let them be added. */
  overTarget: z.enum(['count', 'refuse']),
  /** The kind whose subjects these belong to (users of a product). Absent: of the visit. */
  parent: z.optional(SubjectKindId),
  /** `pooled`: mean over all subjects. `mean-of-parents`: mean per parent subject first, then over the parents. */
  aggregate: z.enum(['pooled', 'mean-of-parents']),
  /** Posts to choose from for officers. */
  roles: z.optional(z.array(z.strictObject({ id: NodeId, title: Text }))),
  rolesProvenance: z.optional(Provenance),
});
export type SubjectKind = z.infer<typeof SubjectKind>;

export const Zone = z.enum(['green', 'yellow', 'red']);
export type Zone = z.infer<typeof Zone>;

/** Bounds are inclusive and compared with the rounded total. */
export const Category = z.strictObject({ id: CategoryId, min: Decimal, max: Decimal, label: Text, zone: Zone });
export type Category = z.infer<typeof Category>;

export const Place = z.strictObject({ id: PlaceId, title: Text });
export type Place = z.infer<typeof Place>;

/**
 * An instrument version as published: immutable, named by the SHA-256 of its canonical JSON. Structure only; the rules that
 * tie its parts together (weights sum to 100, ids are unique, rules refer to something) are in `check-instrument.ts`.
 */
export const Instrument = z.strictObject({
  format: z.literal(1),
  id: NodeId,
  version: z.int().check(z.gte(1)),
  title: Text,
  shortTitle: Text,
  scoring: z.strictObject({
    rule: z.literal('weighted-mean/1'),
    decimals: z.int().check(z.gte(0), z.lte(6)),
    rounding: z.literal('half-up'),
  }),
  /** In the order in which one walks through the building. */
  places: z.array(Place).check(z.minLength(1)),
  subjectKinds: z.array(SubjectKind).check(z.minLength(1)),
  categories: z.array(Category).check(z.minLength(1)),
  categoriesProvenance: Provenance,
  categoriesSource: z.optional(z.string()),
  pointsNote: z.optional(z.string()),
  dimensions: z.array(Dimension).check(z.minLength(1)),
});
export type Instrument = z.infer<typeof Instrument>;
