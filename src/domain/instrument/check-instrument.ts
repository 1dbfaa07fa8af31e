import { add, fromDecimal, hundred, isEqual, toDecimalHalfUp, zero } from '#domain/scoring/rational.ts';
import { checkCategories } from './check-categories.ts';
import { checkGates } from './check-gates.ts';
import { checkSubjectKinds } from './check-subject-kinds.ts';
import type { Instrument } from './instrument.ts';
import { type InstrumentFault, idsAlong, pathText, type Report } from './instrument-fault.ts';
import { dimensionsOf, type Located, located, locatedIndicators, variablesOf } from './located.ts';

/** What the schema cannot say: that the parts of an instrument fit together. Empty when it is sound. */
export function checkInstrument(instrument: Instrument): readonly InstrumentFault[] {
  const faults: InstrumentFault[] = [];
  const report: Report = (segments, code, message) =>
    faults.push({ path: pathText(segments), ids: idsAlong(instrument, segments), code, message });
  checkWeights(instrument, report);
  checkIds(instrument, report);
  checkIndicators(instrument, report);
  checkGates(instrument, report);
  checkSubjectKinds(instrument, report);
  checkCategories(instrument, report);
  return faults;
}

function checkWeights(instrument: Instrument, report: Report): void {
  const groups = [
    { path: ['dimensions'], weights: instrument.dimensions },
    ...dimensionsOf(instrument).map(({ value, path }) => ({ path: [...path, 'variables'], weights: value.variables })),
    ...variablesOf(instrument).map(({ value, path }) => ({ path: [...path, 'indicators'], weights: value.indicators })),
  ];
  for (const { path, weights } of groups) {
    const sum = weights.reduce((total, { weight }) => add(total, fromDecimal(weight)), zero);
    if (isEqual(sum, hundred)) continue;
    const shown = toDecimalHalfUp(sum, 6).replace(/\.?0+$/, '');
    report(path, 'weights-not-100', {
      id: `Bobot di sini berjumlah ${shown.replace('.', ',')}, bukan 100.`,
      en: `The weights here sum to ${shown}, not to 100.`,
    });
  }
}

function checkIds(instrument: Instrument, report: Report): void {
  const reportRepeats = (entries: readonly Located<{ readonly id: string }>[]) => {
    const seen = new Set<string>();
    for (const { value, path } of entries) {
      if (seen.has(value.id)) {
        report([...path, 'id'], 'duplicate-id', {
          id: `Id "${value.id}" sudah dipakai.`,
          en: `The id "${value.id}" is used already.`,
        });
      }
      seen.add(value.id);
    }
  };
  reportRepeats(located(instrument.places, ['places']));
  reportRepeats(located(instrument.subjectKinds, ['subjectKinds']));
  reportRepeats(located(instrument.categories, ['categories']));
  reportRepeats(dimensionsOf(instrument));
  reportRepeats(variablesOf(instrument));
  reportRepeats(locatedIndicators(instrument));
  for (const { value, path } of locatedIndicators(instrument))
    reportRepeats(located(value.options, [...path, 'options']));
  for (const { value, path } of located(instrument.subjectKinds, ['subjectKinds'])) {
    reportRepeats(located(value.roles ?? [], [...path, 'roles']));
  }
}

function checkIndicators(instrument: Instrument, report: Report): void {
  const places = new Set<string>(instrument.places.map(({ id }) => id));
  const kinds = new Set<string>(instrument.subjectKinds.map(({ id }) => id));
  for (const { value: indicator, path } of locatedIndicators(instrument)) {
    if (!places.has(indicator.place)) {
      report([...path, 'place'], 'unknown-place', {
        id: `Tempat "${indicator.place}" tidak ada dalam daftar places.`,
        en: `There is no place "${indicator.place}" in places.`,
      });
    }
    if (!kinds.has(indicator.subject)) {
      report([...path, 'subject'], 'unknown-subject-kind', {
        id: `Jenis subjek "${indicator.subject}" tidak ada dalam daftar subjectKinds.`,
        en: `There is no subject kind "${indicator.subject}" in subjectKinds.`,
      });
    }
    if (indicator.options.every(({ points }) => isEqual(fromDecimal(points), zero))) {
      report([...path, 'options'], 'no-points', {
        id: 'Nilai tertinggi harus lebih dari 0.',
        en: 'The highest points must be more than 0.',
      });
    }
  }
}
