import { InstrumentRejected } from '#domain/instrument/instrument-fault.ts';
import { type LoadedInstrument, loadInstrument } from '#domain/instrument/load-instrument.ts';
import { publishedInstruments } from '#instruments/published.ts';
import type { ScoreFile } from './score-file.ts';
import { nearest, ScoreProblem } from './score-problem.ts';

/** A published instrument by id (its newest version) or by id and version, or the whole instrument in the file. */
export async function findInstrument(reference: ScoreFile['instrument']): Promise<LoadedInstrument> {
  if (typeof reference === 'object' && 'format' in reference) return await inlineInstrument(reference);
  const { id, version } = typeof reference === 'string' ? { id: reference, version: undefined } : reference;
  const all = await Promise.all(publishedInstruments.map(loadInstrument));
  const found = all
    .filter(({ instrument }) => instrument.id === id && (version === undefined || instrument.version === version))
    .toSorted((a, b) => b.instrument.version - a.instrument.version)[0];
  if (found !== undefined) return found;
  const names = all.map(({ instrument }) => instrument.id);
  const isKnown = names.some((name) => name === id);
  throw new ScoreProblem([
    {
      code: 'unknownInstrument',
      what: isKnown ? `There is no version ${version} of "${id}".` : `There is no instrument "${id}".`,
      where: 'instrument',
      advice: isKnown
        ? 'Leave the version out for the newest one.'
        : `Use ${nearest(String(id), names)}, or write the whole instrument here.`,
    },
  ]);
}

async function inlineInstrument(json: unknown): Promise<LoadedInstrument> {
  try {
    return await loadInstrument(json);
  } catch (error) {
    if (!(error instanceof InstrumentRejected)) throw error;
    throw new ScoreProblem(
      error.faults.map(({ path, ids, message }) => ({
        code: 'badInstrument',
        what: message.en,
        where: `instrument${path === '' ? '' : `.${path}`}${ids.length > 0 ? ` (${ids.join(' / ')})` : ''}`,
        advice: 'Mend the instrument; docs/instruments.md says what its parts mean.',
      })),
    );
  }
}
