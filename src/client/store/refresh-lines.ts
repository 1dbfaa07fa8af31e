import type { InstrumentHash, VisitId } from '#domain/ids.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { keptInstrument } from './instruments.ts';
import { loadVisit, stateOf } from './load-visit.ts';
import type { LineRow } from './rows.ts';
import { hashOfInstrument, instrumentHash, judge, lineOf, saveLines, savesOf } from './visit-lines.ts';
import type { VisitStore } from './visit-store.ts';

/** Makes a visit's line anew from what is kept, as after changes of others came in. */
export async function refreshLine(store: VisitStore, visit: VisitId): Promise<void> {
  await refreshLines(store, [visit]);
}

/** The same of several, kept together. */
export async function refreshLines(store: VisitStore, visits: readonly VisitId[]): Promise<void> {
  const saved = savesOf(store);
  const lines: { readonly line: LineRow; readonly before: number | undefined }[] = [];
  for (const visit of visits) {
    const before = saved.get(visit);
    const line = await newLine(store, visit);
    if (line !== null) lines.push({ line, before });
  }
  const newest = lines.filter(({ line, before }) => saved.get(line.visit) === before);
  await saveLines(
    store,
    newest.map(({ line }) => line),
  );
}

async function newLine(store: VisitStore, visit: VisitId): Promise<LineRow | null> {
  const loaded = await loadVisit(store, visit);
  if (loaded === null) return null;
  const view = readVisit(stateOf(loaded));
  const hash = instrumentHash(view);
  const instrument = hash === null ? null : await keptInstrument(store, hash);
  const read = { view, seq: loaded.log.seq };
  return lineOf(store, visit, read, instrument === null ? null : judge(instrument, view));
}

/** So many are worked out before they are written: one commit for all, and not all lost where the page dies. */
const linesAtOnce = 20;

/** Lines are written after the log they are made from: where a page died in between, one is missing or behind. */
export async function mendLines(store: VisitStore): Promise<void> {
  const behind = await store.db.read(['logs', 'lines'], async (tx) => {
    const [logs, lines] = await Promise.all([tx.objectStore('logs').getAll(), tx.objectStore('lines').getAll()]);
    const seqOf = new Map<VisitId, number>(lines.map((line) => [line.visit, line.seq]));
    return logs.filter(({ visit, seq }) => (seqOf.get(visit) ?? -1) < seq).map(({ visit }) => visit);
  });
  for (let at = 0; at < behind.length; at += linesAtOnce) await refreshLines(store, behind.slice(at, at + linesAtOnce));
}

export async function visitInstrument(store: VisitStore, visit: VisitId): Promise<InstrumentHash | null> {
  const loaded = await loadVisit(store, visit);
  return loaded === null ? null : hashOfInstrument(loaded);
}
