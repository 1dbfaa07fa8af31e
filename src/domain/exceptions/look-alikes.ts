import type { Instrument } from '#domain/instrument/instrument.ts';
import { type Exception, exceptionLimits, type GivenAnswer } from './exception.ts';

/** Respondents of one kind whose answers are the same from the first to the last, several times over; each told once, at the first answer. */
export function lookAlikes(given: readonly GivenAnswer[], instrument: Instrument): readonly Exception[] {
  const sampled = new Set(instrument.subjectKinds.filter(({ single }) => !single).map(({ id }) => id));
  const bySubject = Map.groupBy(
    given.filter(({ indicator }) => sampled.has(indicator.subject)),
    ({ subject }) => subject,
  );
  const alike = Map.groupBy(
    [...bySubject.values()].filter((answers) => answers.length >= exceptionLimits.lookAlikeAnswers),
    patternOf,
  );
  return [...alike.values()]
    .filter((respondents) => respondents.length >= exceptionLimits.lookAlikes)
    .flat()
    .flatMap((answers) => answers.slice(0, 1))
    .map(({ key }) => ({ rule: 'look-alike', key }));
}

/** The indicators name the kind of subject too: only respondents of one kind can be alike. */
function patternOf(answers: readonly GivenAnswer[]): string {
  return answers
    .map(({ indicator, value }) => `${indicator.id}=${value.kind === 'option' ? value.option : ''}`)
    .join('\n');
}
