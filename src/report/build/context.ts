import type { IndicatorId, PersonId, SubjectId } from '#domain/ids.ts';
import type { Dimension, Indicator, SubjectKind, Variable } from '#domain/instrument/instrument.ts';
import { compare, fromDecimal } from '#domain/scoring/rational.ts';
import type { SubjectEntry } from '#domain/visit/values.ts';
import { moment } from '../format/moments.ts';
import type { ReportInput } from '../report-input.ts';
import type { Moment } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';

/** An indicator with its place in the instrument. */
export interface Placed {
  readonly indicator: Indicator;
  readonly variable: Variable;
  readonly dimension: Dimension;
  /** "1.2.3". */
  readonly number: string;
  readonly maxPoints: string;
  readonly best: string;
}

/** What every part of the report is built with. */
export interface ReportContext {
  readonly input: ReportInput;
  readonly words: Words;
  readonly placed: ReadonlyMap<IndicatorId, Placed>;
  readonly text: (text: { readonly id: string; readonly en: string }) => string;
  readonly at: (iso: string) => Moment;
  readonly person: (id: PersonId) => string;
  readonly subject: (id: SubjectId) => string;
}

export function reportContext(input: ReportInput): ReportContext {
  const words = wordsOf(input.language);
  const text: ReportContext['text'] = (both) => both[input.language];
  return {
    input,
    words,
    text,
    placed: new Map(placedIndicators(input, text)),
    at: (iso) => moment(iso, input.timeZone, words),
    person: (id) => input.people.get(id) ?? `${words.unknown.person} (${id.slice(0, 8)})`,
    subject: (id) => subjectLabel(input, text, id),
  };
}

function* placedIndicators(input: ReportInput, text: ReportContext['text']): Generator<[IndicatorId, Placed]> {
  for (const [d, dimension] of input.instrument.dimensions.entries()) {
    for (const [v, variable] of dimension.variables.entries()) {
      for (const [i, indicator] of variable.indicators.entries()) {
        const best = indicator.options.toSorted((a, b) => compare(fromDecimal(b.points), fromDecimal(a.points)))[0];
        yield [
          indicator.id,
          {
            indicator,
            variable,
            dimension,
            number: `${d + 1}.${v + 1}.${i + 1}`,
            maxPoints: best?.points ?? '0',
            best: best === undefined ? '' : text(best.label),
          },
        ];
      }
    }
  }
}

function subjectLabel(input: ReportInput, text: ReportContext['text'], id: SubjectId): string {
  const single = input.instrument.subjectKinds.find((kind) => kind.single && kind.id === String(id));
  if (single !== undefined) return text(single.title);
  const value = input.view.subjects.find((subject) => subject.id === String(id))?.value;
  const kind = input.instrument.subjectKinds.find((candidate) => candidate.id === value?.kind);
  if (value === undefined || value === null || kind === undefined) return id.slice(0, 8);
  const number = `${kind.letter ?? `${text(kind.title)} `}${value.number}${twinSuffix(input, id, value)}`;
  if (isAnonymous(kind)) return number;
  const role = kind.roles?.find((candidate) => candidate.id === value.role);
  if (value.label === undefined) return role === undefined ? number : `${number}, ${text(role.title)}`;
  return role === undefined ? value.label : `${value.label}, ${text(role.title)}`;
}

/** Two tablets may both have counted to seven: the second is then "A7b". */
function twinSuffix({ view }: ReportInput, id: SubjectId, { kind, number }: SubjectEntry): string {
  const twins = view.subjects.filter(({ value }) => value?.kind === kind && value.number === number);
  const at = twins.findIndex((twin) => twin.id === String(id));
  return at > 0 ? String.fromCharCode('a'.charCodeAt(0) + at) : '';
}

/**
 * Users of the service are numbers in every report, whatever was typed beside them. Kinds with posts are officers, kinds
 * without a letter are things (a product): those go by name.
 */
export function isAnonymous(kind: SubjectKind): boolean {
  return kind.letter !== undefined && kind.roles === undefined;
}
