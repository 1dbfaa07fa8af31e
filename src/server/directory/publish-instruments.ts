import { canonicalJson } from '#domain/canonical.ts';
import { loadInstrument } from '#domain/instrument/load-instrument.ts';
import type { Queryable } from '../db/database.ts';
import { publishInstrument } from '../db/instruments.ts';
import { StartProblem } from '../start-problem.ts';

/** Puts every shipped instrument version into the database at start. One that is there already must be the same one. */
export async function publishInstruments(db: Queryable, shipped: readonly unknown[]): Promise<void> {
  for (const json of shipped) {
    const { instrument, hash } = await loadInstrument(json);
    const { id, version } = instrument;
    if (!(await publishInstrument(db, { id, version, hash, body: canonicalJson(instrument) }))) {
      throw new StartProblem(
        `The database already holds another version ${version} of the instrument ${id}. A published version never changes: give the new one the next number.`,
      );
    }
  }
}
