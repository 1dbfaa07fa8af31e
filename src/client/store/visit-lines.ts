import type { InstrumentHash, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { completenessOf } from '#domain/visit/completeness.ts';
import { readRegister } from '#domain/visit/read-register.ts';
import { registerName } from '#domain/visit/register.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { InstrumentRef } from '#domain/visit/values.ts';
import type { Completeness, Field, VisitView } from '#domain/visit/visit-view.ts';
import { keysOf, type Reading } from './database.ts';
import type { LoadedVisit } from './load-visit.ts';
import type { LineRow } from './rows.ts';
import { intentOf } from './submit-intents.ts';
import type { VisitStore } from './visit-store.ts';
import type { VisitLine } from './workspace.ts';

/** Score and completeness; null while the instrument is not on this device. */
export interface Judged {
  readonly score: ScoreResult;
  readonly completeness: Completeness;
}

export function lineOf(
  store: VisitStore,
  visit: VisitId,
  { view, seq }: { readonly view: VisitView; readonly seq: number },
  judged: Judged | null,
): LineRow {
  const lastReturn = view.status === 'returned' ? view.transitions.at(-1)?.returned : undefined;
  return {
    visit,
    seq,
    office: view.office.value,
    instrument: view.instrument.value?.hash ?? null,
    period: view.period.value,
    members: view.members,
    status: view.status,
    outcome: view.outcome.value?.kind ?? null,
    scoreLow: judged?.score.rounded?.low ?? null,
    scoreHigh: judged?.score.rounded?.high ?? null,
    categories: judged?.score.categories.map((category) => category.id) ?? [],
    answered: judged?.completeness.answered ?? 0,
    expected: judged?.completeness.expected ?? 0,
    missingEvidence: judged?.completeness.missingEvidence.length ?? 0,
    conflicts: view.conflicts.length,
    held: view.held.length,
    returned: lastReturn?.length ?? 0,
    isMember: view.members.includes(store.session.person.id),
    ...(view.mergedInto === null ? {} : { mergedInto: view.mergedInto.into }),
  };
}

export function judge(instrument: Instrument, view: VisitView): Judged {
  const score = scoreVisit(instrument, scoringInputOf(instrument, view));
  return { score, completeness: completenessOf(instrument, view, score) };
}

export async function saveLine(store: VisitStore, line: LineRow): Promise<void> {
  const saved = savesOf(store);
  saved.set(line.visit, (saved.get(line.visit) ?? 0) + 1);
  await saveLines(store, [line]);
}

/** How often the line of a visit was saved here, so that one that took longer to work out does not replace a newer. */
const saves = new WeakMap<VisitStore, Map<VisitId, number>>();

export function savesOf(store: VisitStore): Map<VisitId, number> {
  const known = saves.get(store) ?? new Map<VisitId, number>();
  saves.set(store, known);
  return known;
}

export async function saveLines(store: VisitStore, lines: readonly LineRow[]): Promise<void> {
  if (lines.length === 0) return;
  await store.db.write(['lines', 'registers'], async (tx) => {
    const registers = tx.objectStore('registers');
    const found = await Promise.all(lines.map(({ visit }) => registers.getKey(keysOf(visit))));
    // A visit that was dropped while its line was worked out does not come back into the list.
    const here = lines.filter((_, at) => found[at] !== undefined);
    await Promise.all(here.map((line) => tx.objectStore('lines').put(line)));
  });
  store.events.emit({ kind: 'lines' });
}

/** The instrument a kept visit applies; the newest said while two differ. */
export function instrumentHash({ instrument }: Pick<VisitView, 'instrument'>): InstrumentHash | null {
  return (instrument.value ?? instrument.conflict.findLast((side) => side.value !== null)?.value)?.hash ?? null;
}

/** The same without reading the whole visit. */
export function hashOfInstrument({ registers }: LoadedVisit): InstrumentHash | null {
  const state = registers.get(registerName({ kind: 'visit', field: 'instrument' }));
  return state === undefined ? null : instrumentHash({ instrument: readRegister(state).field as Field<InstrumentRef> });
}

/** All lines with what waits to be sent of each, newest period first. */
export async function readLines(store: VisitStore): Promise<readonly VisitLine[]> {
  const [lines, unsent, photos, intents] = await store.db.read(['lines', 'outbox', 'evidence', 'intents'], (tx) =>
    Promise.all([
      tx.objectStore('lines').getAll(),
      unsentByVisit(tx),
      tx.objectStore('evidence').index('isSent').getAllKeys(0),
      tx.objectStore('intents').getAll(),
    ]),
  );
  const photosOf = countBy(photos.map(([visit]) => visit));
  const intentsOf = new Map(intents.map((intent) => [intent.visit, intent]));
  return (
    lines
      .map((line) => ({
        ...line,
        submitIntent: intentOf(intentsOf.get(line.visit)),
        unsentChanges: unsent.get(line.visit) ?? 0,
        unsentPhotos: photosOf.get(line.visit) ?? 0,
      }))
      // A merged visit counts where it was merged into; it is named as long as something of it waits to be sent.
      .filter(
        ({ mergedInto, unsentChanges, unsentPhotos }) => mergedInto === undefined || unsentChanges + unsentPhotos > 0,
      )
      .sort(newestFirst)
  );
}

/** The index is walked from visit to visit: a day without a network leaves thousands of rows in the outbox. */
async function unsentByVisit(tx: Reading): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const index = tx.objectStore('outbox').index('visit');
  for (let cursor = await index.openKeyCursor(null, 'nextunique'); cursor !== null; cursor = await cursor.continue())
    counts.set(cursor.key, await index.count(cursor.key));
  return counts;
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function newestFirst(a: VisitLine, b: VisitLine): number {
  const [startA, startB] = [a.period?.start ?? '', b.period?.start ?? ''];
  return startA > startB ? -1 : startA < startB ? 1 : a.visit < b.visit ? -1 : 1;
}
