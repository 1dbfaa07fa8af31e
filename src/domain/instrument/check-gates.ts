import { atomsOf, indexInstrument } from './index-instrument.ts';
import type { Indicator, Instrument } from './instrument.ts';
import type { PathSegment, Report } from './instrument-fault.ts';
import { locatedIndicators } from './located.ts';

/** Relevance rules refer to options that exist, asked of the same subject or of a single one, and never lead back to themselves. */
export function checkGates(instrument: Instrument, report: Report): void {
  for (const { value, path } of locatedIndicators(instrument)) {
    if (value.relevance !== undefined) checkAtoms(instrument, value, [...path, 'relevance'], report);
  }
  reportCycles(instrument, report);
}

function checkAtoms(instrument: Instrument, indicator: Indicator, path: readonly PathSegment[], report: Report): void {
  if (indicator.relevance === undefined) return;
  const { indicators, kinds } = indexInstrument(instrument);
  for (const atom of atomsOf(indicator.relevance)) {
    const gate = indicators.get(atom.indicator)?.indicator;
    if (gate === undefined) {
      report(path, 'unknown-gate', {
        id: `Aturan ini merujuk indikator "${atom.indicator}" yang tidak ada.`,
        en: `This rule refers to the indicator "${atom.indicator}", which does not exist.`,
      });
      continue;
    }
    if (gate.subject !== indicator.subject && kinds.get(gate.subject)?.single !== true) {
      report(path, 'gate-of-other-kind', {
        id: `Indikator "${gate.id}" ditanyakan kepada "${gate.subject}": aturan hanya boleh merujuk subjek yang sama atau subjek tunggal.`,
        en: `The indicator "${gate.id}" is asked of "${gate.subject}": a rule may refer only to the same subject or to a single one.`,
      });
    }
    for (const option of atom.options.filter((id) => gate.options.every((known) => known.id !== id))) {
      report(path, 'unknown-gate-option', {
        id: `Indikator "${gate.id}" tidak memiliki pilihan "${option}".`,
        en: `The indicator "${gate.id}" has no option "${option}".`,
      });
    }
  }
}

/** Each cycle is reported once for every indicator on it: any of them is where it can be broken. */
function reportCycles(instrument: Instrument, report: Report): void {
  const { indicators } = indexInstrument(instrument);
  const leadsBack = (start: Indicator): boolean => {
    const seen = new Set<string>();
    const open = [...(indicators.get(start.id)?.gates ?? [])];
    for (let gate = open.pop(); gate !== undefined; gate = open.pop()) {
      if (gate === start.id) return true;
      if (seen.has(gate)) continue;
      seen.add(gate);
      open.push(...(indicators.get(gate)?.gates ?? []));
    }
    return false;
  };
  for (const { value, path } of locatedIndicators(instrument)) {
    if (value.relevance === undefined || !leadsBack(value)) continue;
    report([...path, 'relevance'], 'gate-cycle', {
      id: `Aturan "${value.id}" bergantung pada dirinya sendiri.`,
      en: `The rule of "${value.id}" depends on itself.`,
    });
  }
}
