import { IndicatorId, SubjectId, type SubjectKindId } from '#domain/ids.ts';
import { type IndexedIndicator, type InstrumentIndex, indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { fromDecimal, isEqual } from '#domain/scoring/rational.ts';
import type { AnswerKey, AnswerValue, SampleState, ScoredSubject, ScoringInput } from '#domain/scoring/score-types.ts';
import type { AnswerLine, AnswersFile, Short } from './score-file.ts';
import { nearest, type ScoreFault, ScoreProblem } from './score-problem.ts';

/** @throws ScoreProblem naming everything in the file that the instrument does not know. */
export function scoringInputFrom(instrument: Instrument, file: AnswersFile): ScoringInput {
  const reader = new AnswersReader(instrument);
  reader.readSubjects(file);
  for (const { line, where } of linesOf(file)) reader.readAnswer(line, where, file.subjects !== undefined);
  const samples = reader.readSamples(file);
  if (reader.faults.length > 0) throw new ScoreProblem(reader.faults);
  return { subjects: [...reader.subjects.values()], samples, answers: reader.answers };
}

interface PlacedLine {
  readonly line: AnswerLine & { readonly short?: string; readonly nth?: number };
  readonly where: string;
}

/** The short form, `{"motto": 2, "undue-delay": [3, 3, null]}`, as lines: a list goes to the first, second … subject. */
function linesOf({ answers }: AnswersFile): readonly PlacedLine[] {
  if (Array.isArray(answers)) return answers.map((line, at) => ({ line, where: `answers[${at}]` }));
  return Object.entries(answers).flatMap(([key, given]) => {
    const [subject, indicator] = key.includes('/') ? key.split('/', 2) : [undefined, key];
    const named = { indicator: indicator ?? '', ...(subject !== undefined && { subject }) };
    const where = `answers["${key}"]`;
    if (!Array.isArray(given)) return [{ line: { ...named, ...shortAnswer(given) }, where }];
    return given.map((value, nth) => ({ line: { ...named, nth, ...shortAnswer(value) }, where: `${where}[${nth}]` }));
  });
}

function shortAnswer(value: Short): Partial<PlacedLine['line']> {
  return value === null ? { notApplicable: true } : { short: String(value) };
}

class AnswersReader {
  readonly #instrument: Instrument;
  readonly #index: InstrumentIndex;
  readonly subjects = new Map<string, ScoredSubject>();
  readonly answers = new Map<AnswerKey, readonly [AnswerValue]>();
  readonly faults: ScoreFault[] = [];

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
    this.#index = indexInstrument(instrument);
  }

  readSubjects({ subjects = [] }: AnswersFile): void {
    for (const [at, { id, kind, parent }] of subjects.entries()) {
      const where = `subjects[${at}]`;
      const known = this.#kind(kind, `${where}.kind`);
      const subject = this.#subjectId(id, `${where}.id`);
      const above = parent === undefined ? undefined : this.#subjectId(parent, `${where}.parent`);
      if (known === undefined || subject === undefined) continue;
      if (this.subjects.has(subject))
        this.#fault('answeredTwice', `The subject "${id}" is listed twice.`, where, 'Keep one of the two.');
      this.subjects.set(subject, { id: subject, kind: known, ...(above !== undefined && { parent: above }) });
    }
  }

  readSamples({ samples }: AnswersFile): ReadonlyMap<SubjectKindId, SampleState> {
    const states = new Map<SubjectKindId, SampleState>();
    for (const kind of this.#index.kinds.values()) {
      const target = kind.sample.target;
      if (samples === 'closed') states.set(kind.id, { target, closed: true });
    }
    if (samples === undefined || samples === 'closed') return states;
    for (const [name, plan] of Object.entries(samples)) {
      const kind = this.#kind(name, `samples["${name}"]`);
      if (kind === undefined) continue;
      const standard = this.#index.kinds.get(kind)?.sample.target ?? 0;
      const { target = standard, closed = false } = typeof plan === 'number' ? { target: plan } : plan;
      states.set(kind, { target, closed });
    }
    return states;
  }

  readAnswer(line: PlacedLine['line'], where: string, areSubjectsListed: boolean): void {
    const entry = this.#indicator(line.indicator, where);
    if (entry === undefined) return;
    const subject = this.#asked(entry, line, where, areSubjectsListed);
    const value = this.#answer(entry, line, where);
    if (subject === undefined || value === undefined) return;
    const key: AnswerKey = `${subject}/${entry.indicator.id}`;
    if (this.answers.has(key)) {
      this.#fault(
        'answeredTwice',
        `"${entry.indicator.id}" is answered twice for "${subject}".`,
        where,
        'Keep one of the two answers.',
      );
    }
    this.answers.set(key, [value]);
  }

  #indicator(id: string, where: string): IndexedIndicator | undefined {
    const parsed = IndicatorId.safeParse(id);
    const entry = parsed.success ? this.#index.indicators.get(parsed.data) : undefined;
    if (entry !== undefined) return entry;
    const near = nearest(id, [...this.#index.indicators.keys()]);
    this.#fault(
      'unknownIndicator',
      `${this.#instrument.id} has no indicator "${id}".`,
      where,
      `Use one of its ids; near are ${near}.`,
    );
    return undefined;
  }

  /** Single kinds need no subject; a list makes its subjects by number; a name that was not listed before makes one too. */
  #asked(
    { indicator }: IndexedIndicator,
    line: PlacedLine['line'],
    where: string,
    areListed: boolean,
  ): SubjectId | undefined {
    const single = this.#index.singleSubject.get(indicator.subject);
    if (single !== undefined) {
      if ((line.subject === undefined || line.subject === single) && (line.nth ?? 0) === 0) return single;
      this.#fault(
        'unknownSubject',
        `"${indicator.id}" is asked of the ${single} alone.`,
        where,
        `Leave the subject out, or write "${single}".`,
      );
      return undefined;
    }
    const ofKind = [...this.subjects.values()].filter(({ kind }) => kind === indicator.subject);
    const name =
      line.subject ??
      (line.nth === undefined ? undefined : areListed ? ofKind[line.nth]?.id : `${indicator.subject}-${line.nth + 1}`);
    if (name === undefined) {
      const advice = `Name one: {"subject": "${ofKind[0]?.id ?? `${indicator.subject}-1`}", "indicator": "${indicator.id}", …}.`;
      this.#fault(
        'unknownSubject',
        `"${indicator.id}" is asked of each ${indicator.subject}; which one is not said.`,
        where,
        advice,
      );
      return undefined;
    }
    const known = this.subjects.get(name);
    if (known !== undefined && known.kind === indicator.subject) return known.id;
    if (known !== undefined || areListed) {
      const what =
        known === undefined
          ? `"${name}" is not in "subjects".`
          : `"${name}" is a ${known.kind}, but "${indicator.id}" is asked of a ${indicator.subject}.`;
      this.#fault(
        'unknownSubject',
        what,
        where,
        'Mend the subject, or leave out "subjects" to have them made from the answers.',
      );
      return undefined;
    }
    const id = this.#subjectId(name, where);
    if (id !== undefined) this.subjects.set(id, { id, kind: indicator.subject });
    return id;
  }

  #answer({ indicator }: IndexedIndicator, line: PlacedLine['line'], where: string): AnswerValue | undefined {
    const given = [line.option, line.points, line.short, line.notApplicable].filter((part) => part !== undefined);
    if (given.length !== 1) {
      this.#fault(
        'malformed',
        'An answer is exactly one of "option", "points" and "notApplicable".',
        where,
        'Keep one of them.',
      );
      return undefined;
    }
    if (line.notApplicable !== undefined) {
      if (indicator.notApplicableAllowed) return { kind: 'not-applicable' };
      this.#fault(
        'notApplicableNotAllowed',
        `"${indicator.id}" cannot be "not applicable".`,
        where,
        'Choose one of its options.',
      );
      return undefined;
    }
    const option = indicator.options.find(
      ({ id, points }) => id === (line.option ?? line.short) || isPoints(points, line.points ?? line.short),
    );
    if (option !== undefined) return { kind: 'option', option: option.id };
    const options = indicator.options.map(({ id, points }) => `"${id}" (${points})`).join(', ');
    const what = `"${indicator.id}" has no option ${JSON.stringify(given[0])}.`;
    this.#fault('unknownOption', what, where, `Choose one, by id or points: ${options}.`);
    return undefined;
  }

  #kind(name: string, where: string): SubjectKindId | undefined {
    const kind = [...this.#index.kinds.values()].find(({ id }) => id === name);
    if (kind !== undefined && !kind.single) return kind.id;
    const repeated = [...this.#index.kinds.values()].filter(({ single }) => !single).map(({ id }) => `"${id}"`);
    const what =
      kind === undefined ? `There is no kind of subject "${name}".` : `There is one "${name}" only; it is not listed.`;
    this.#fault('unknownKind', what, where, `Use one of ${repeated.join(', ')}.`);
    return undefined;
  }

  #subjectId(id: string, where: string): SubjectId | undefined {
    const parsed = SubjectId.safeParse(id);
    if (parsed.success) return parsed.data;
    const advice = 'Use lower-case letters, digits and hyphens, at most 64.';
    this.#fault('unknownSubject', `"${id}" cannot be the id of a subject.`, where, advice);
    return undefined;
  }

  #fault(code: ScoreFault['code'], what: string, where: string, advice: string): void {
    this.faults.push({ code, what, where, advice });
  }
}

function isPoints(points: string, given: string | number | undefined): boolean {
  if (given === undefined || !/^\d+(\.\d+)?$/.test(String(given))) return false;
  return isEqual(fromDecimal(points), fromDecimal(String(given)));
}
