import type { IndicatorId, OptionId, SubjectId, SubjectKindId } from '#domain/ids.ts';
import { SubjectId as SubjectIdSchema } from '#domain/ids.ts';
import type { Condition, Indicator, Instrument, SubjectKind } from '#domain/instrument/instrument.ts';
import { add, divide, fromDecimal, multiply, rational, zero } from '#domain/scoring/rational.ts';
import type { AnswerKey, AnswerValue, Rational, ScoredSubject, ScoringInput } from '#domain/scoring/score-types.ts';

/**
 * A second scorer, written from the rules alone and as plainly as possible: it knows nothing of intervals, and every answer is
 * settled. What the real one says is compared with it.
 */
export interface Completion {
  readonly subjects: readonly ScoredSubject[];
  /** Only what is shown; "not applicable" is null. */
  readonly answers: ReadonlyMap<AnswerKey, OptionId | null>;
}

export function plainScore(instrument: Instrument, completion: Completion): Rational | null {
  const dimensions = instrument.dimensions.map((dimension) => ({
    weight: dimension.weight,
    value: plainMean(
      dimension.variables.map((variable) => ({
        weight: variable.weight,
        value: plainMean(
          variable.indicators.map((indicator) => ({
            weight: indicator.weight,
            value: plainIndicator(instrument, indicator, completion),
          })),
        ),
      })),
    ),
  }));
  const value = plainMean(dimensions);
  return value && multiply(value, rational(100n, 1n));
}

function plainMean(parts: readonly { weight: string; value: Rational | null }[]): Rational | null {
  let [sum, weights] = [zero, zero];
  for (const { weight, value } of parts) {
    if (value === null) continue;
    sum = add(sum, multiply(fromDecimal(weight), value));
    weights = add(weights, fromDecimal(weight));
  }
  return weights.numerator === 0n ? null : divide(sum, weights);
}

function plainIndicator(
  instrument: Instrument,
  indicator: Indicator,
  { subjects, answers }: Completion,
): Rational | null {
  const highest = indicator.options.map(({ points }) => fromDecimal(points)).reduce((a, b) => (isLess(a, b) ? b : a));
  const worthOf = (subject: SubjectId): Rational | null => {
    const option = answers.get(`${subject}/${indicator.id}`);
    const points = indicator.options.find(({ id }) => id === option)?.points;
    return points === undefined ? null : divide(fromDecimal(points), highest);
  };
  const kind = kindOf(instrument, indicator.subject);
  const asked = allSubjects(instrument, subjects).filter((subject) => subject.kind === kind.id);
  return overParents(
    instrument,
    kind,
    asked.map((subject) => ({ parent: subject.parent, value: worthOf(subject.id) })),
    subjects,
  );
}

function overParents(
  instrument: Instrument,
  kind: SubjectKind,
  values: readonly { parent: SubjectId | undefined; value: Rational | null }[],
  subjects: readonly ScoredSubject[],
): Rational | null {
  const equal = (list: readonly (Rational | null)[]) => plainMean(list.map((value) => ({ weight: '1', value })));
  if (kind.aggregate === 'pooled' || kind.parent === undefined) return equal(values.map(({ value }) => value));
  const parentKind = kindOf(instrument, kind.parent);
  const groups = [...new Set(values.map(({ parent }) => parent))].map((parent) => ({
    parent: allSubjects(instrument, subjects).find(({ id }) => id === parent)?.parent,
    value: equal(values.filter((entry) => entry.parent === parent).map(({ value }) => value)),
  }));
  return overParents(instrument, parentKind, groups, subjects);
}

/**
 * Every way in which an open visit can still end: subjects come or do not, conflicts are settled for one side, questions that
 * turn out to be asked are answered. Stops after `limit`; then `isWhole` is false.
 */
export function completionsOf(
  instrument: Instrument,
  input: ScoringInput,
  limit: number,
): { completions: readonly Completion[]; isWhole: boolean } {
  const completions: Completion[] = [];
  let isWhole = true;
  for (const subjects of casts(instrument, input)) {
    const questions = gatesFirst(instrument).flatMap((indicator) =>
      allSubjects(instrument, subjects)
        .filter(({ kind }) => kind === indicator.subject)
        .map((subject) => ({ indicator, subject: subject.id })),
    );
    const answers = new Map<AnswerKey, OptionId | null>();
    const answerFrom = (at: number): boolean => {
      const question = questions[at];
      if (question === undefined) {
        completions.push({ subjects, answers: new Map(answers) });
        return completions.length < limit;
      }
      const key: AnswerKey = `${question.subject}/${question.indicator.id}`;
      if (!isShown(instrument, question.indicator, question.subject, answers)) return answerFrom(at + 1);
      for (const value of possible(question.indicator, input.answers.get(key) ?? [])) {
        answers.set(key, value);
        if (!answerFrom(at + 1)) return false;
      }
      answers.delete(key);
      return true;
    };
    if (!answerFrom(0)) {
      isWhole = false;
      break;
    }
  }
  return { completions, isWhole };
}

function possible(indicator: Indicator, values: readonly (AnswerValue | null)[]): readonly (OptionId | null)[] {
  const any = [...indicator.options.map(({ id }) => id), ...(indicator.notApplicableAllowed ? [null] : [])];
  if (values.length === 0) return any;
  const listed = values.flatMap((value) => (value === null ? any : value.kind === 'option' ? [value.option] : [null]));
  return [...new Set(listed)];
}

function isShown(
  instrument: Instrument,
  indicator: Indicator,
  subject: SubjectId,
  answers: ReadonlyMap<AnswerKey, OptionId | null>,
): boolean {
  const holds = (rule: Condition): boolean => {
    if ('all' in rule) return rule.all.every(holds);
    if ('any' in rule) return rule.any.some(holds);
    if ('not' in rule) return !holds(rule.not);
    const gate = indicatorsOf(instrument).find(({ id }) => id === rule.indicator);
    const asked =
      gate !== undefined && kindOf(instrument, gate.subject).single ? SubjectIdSchema.parse(gate.subject) : subject;
    const answer = answers.get(`${asked}/${rule.indicator}`);
    return answer !== undefined && answer !== null && rule.options.includes(answer);
  };
  return indicator.relevance === undefined || holds(indicator.relevance);
}

/** Every set of subjects that may be there in the end, parents before the kinds below them. */
function casts(instrument: Instrument, input: ScoringInput): readonly (readonly ScoredSubject[])[] {
  let all: readonly (readonly ScoredSubject[])[] = [input.subjects];
  for (const kind of parentsFirst(instrument)) {
    if (kind.single) continue;
    const plan = input.samples.get(kind.id);
    const seen = input.subjects.filter((subject) => subject.kind === kind.id).length;
    const awaited = plan?.closed === true ? 0 : Math.max(0, (plan?.target ?? kind.sample.target) - seen);
    for (let n = 1; n <= awaited; n++) {
      const grown = all
        .filter((cast) => cast.filter((subject) => subject.id.startsWith(`new-${kind.id}-`)).length === n - 1)
        .flatMap((cast) => newcomers(instrument, kind, n, cast).map((subject) => [...cast, subject]));
      all = [...all, ...grown];
    }
  }
  return all;
}

function newcomers(
  instrument: Instrument,
  kind: SubjectKind,
  n: number,
  cast: readonly ScoredSubject[],
): readonly ScoredSubject[] {
  const id = SubjectIdSchema.parse(`new-${kind.id}-${n}`);
  const parents = allSubjects(instrument, cast).filter((subject) => subject.kind === kind.parent);
  const orphan: ScoredSubject = { id, kind: kind.id };
  return [orphan, ...parents.map((parent) => ({ ...orphan, parent: parent.id }))];
}

function parentsFirst(instrument: Instrument): readonly SubjectKind[] {
  const depth = (kind: SubjectKind): number =>
    kind.parent === undefined ? 0 : 1 + depth(kindOf(instrument, kind.parent));
  return instrument.subjectKinds.toSorted((a, b) => depth(a) - depth(b));
}

function gatesFirst(instrument: Instrument): readonly Indicator[] {
  const all = indicatorsOf(instrument);
  const gates = (rule: Condition | undefined): readonly IndicatorId[] => {
    if (rule === undefined) return [];
    if ('indicator' in rule) return [rule.indicator];
    return ('not' in rule ? [rule.not] : 'all' in rule ? rule.all : rule.any).flatMap(gates);
  };
  const depth = (indicator: Indicator): number =>
    1 +
    Math.max(-1, ...gates(indicator.relevance).map((id) => depth(all.find((other) => other.id === id) ?? indicator)));
  return all.toSorted((a, b) => depth(a) - depth(b));
}

function allSubjects(instrument: Instrument, subjects: readonly ScoredSubject[]): readonly ScoredSubject[] {
  const singles = instrument.subjectKinds.filter(({ single }) => single);
  return [...singles.map((kind) => ({ id: SubjectIdSchema.parse(kind.id), kind: kind.id })), ...subjects];
}

function indicatorsOf(instrument: Instrument): readonly Indicator[] {
  return instrument.dimensions.flatMap(({ variables }) => variables.flatMap(({ indicators }) => indicators));
}

function kindOf(instrument: Instrument, id: SubjectKindId): SubjectKind {
  const kind = instrument.subjectKinds.find((candidate) => candidate.id === id);
  if (kind === undefined) throw new Error(`No subject kind ${id}.`);
  return kind;
}

function isLess(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}
