import { canonicalJson } from '#domain/canonical.ts';
import type { Change } from '#domain/change/change.ts';
import { emptyHead, headText } from '#domain/change/log-head.ts';
import type { Merger } from '#domain/change/merger.ts';
import { type Erasure, erasureOf } from '#domain/change/redaction.ts';
import type { ChangeId, Sha256, VisitId } from '#domain/ids.ts';
import type { HealRequest, HealResult } from '#protocol/healing.ts';
import { bringBackNamed } from '../../blobs/clean-evidence.ts';
import { erasePhotos } from '../../blobs/erase-photos.ts';
import type { Transaction } from '../../db/database.ts';
import { photosNamed } from '../../db/evidence.ts';
import { fillBodies, findHeads, insertNotes, insertReturnedPhotos, type NewNote } from '../../db/healing.ts';
import { deleteBodies, noteErasedPhotos } from '../../db/redactions.ts';
import { findWholeLog } from '../../db/visit-log.ts';
import { deleteUnusedVisits, insertVisits, lockVisit, type VisitRow } from '../../db/visits.ts';
import { adoptLate } from '../adopt-late.ts';
import { eraseChanges, photosOf } from '../erase-changes.ts';
import { erasedOnArrival } from '../erased-on-arrival.ts';
import { hashText } from '../hash.ts';
import type { Pusher } from '../pusher.ts';
import { sortLines } from '../read-log.ts';
import { reapplyRedactions } from '../reapply-redactions.ts';
import { appendRuns } from './append-runs.ts';
import { checkSegment, type Segment, type SegmentLine } from './check-segment.ts';
import { completeMerger } from './complete-merger.ts';
import type { HealingDeps } from './healing-deps.ts';
import { keepPeople } from './keep-people.ts';
import { type Lacking, lackingIn } from './merge-by-id.ts';
import { photosHere, type ReturnedPhotos } from './photos-here.ts';

interface Healed {
  readonly row: Pick<VisitRow, 'seq' | 'head'>;
  readonly isSame: boolean;
  readonly taken: readonly SegmentLine[];
  /** The visit that this one was merged into, where it got new lines with these. */
  readonly other: VisitId | null;
  readonly lacking: Lacking | null;
  readonly erasures: readonly Erasure[];
}

/**
 * Takes lines of a visit's log back that this server once had and has lost. Where they go on from its own newest line they are
 * appended as they were, number by number; where it has gone on meanwhile, it takes what it lacks behind its own.
 */
export async function healVisit(
  deps: HealingDeps,
  actor: Pusher,
  visit: VisitId,
  request: HealRequest,
): Promise<HealResult> {
  const { organisation } = actor;
  const segment = await checkSegment(deps.identity, { organisation, visit }, request);
  const photos = await photosHere(deps.blobs, { organisation, visit }, segment.lines);
  const done = await deps.db.transaction((tx) => take(tx, deps, actor, visit, request, segment, photos));
  await finish(deps, actor, visit, done);
  return { kind: 'healed', epoch: deps.identity.epoch, ...done.row, isSame: done.isSame };
}

async function take(
  tx: Transaction,
  deps: HealingDeps,
  actor: Pusher,
  visit: VisitId,
  { head }: HealRequest,
  segment: Segment,
  photos: ReturnedPhotos,
): Promise<Healed> {
  const { organisation, person } = actor;
  const about = { organisation, visit };
  const at = deps.clock();
  if (segment.lines.length > 0) await insertVisits(tx, organisation, [visit]);
  const row = await lockVisit(tx, organisation, visit);
  if (row === null) return { ...nothing, isSame: head.seq === 0 };
  if (await holds(tx, actor, row, head)) {
    fillBodies(tx, organisation, changesOf(segment.lines));
    return { ...nothing, row, isSame: true };
  }
  const rest = restBehind(row, segment, head.seq);
  const lacking = rest === null ? await lackingHere(tx, actor, row, segment, photos) : null;
  const taken = rest ?? numbered(row, lacking?.lines ?? []);
  await appendRuns(tx, about, taken, at);
  insertReturnedPhotos(tx, { ...about, person }, photos.of(taken), at);
  insertNotes(tx, about, notesOf(deps, head, lacking, segment.lines.length > 0), at);
  const erased = redactedIn(taken);
  if (erased.size > 0) {
    deleteBodies(tx, organisation, [...erased.keys()]);
    noteErasedPhotos(tx, organisation, visit, photosOf(erased.values()));
  }
  fillBodies(tx, organisation, adoptedIn(taken));
  await keepPeople(tx, about, taken);
  const last = taken.at(-1);
  const moved = last === undefined ? row : { ...row, seq: last.item.seq, head: last.head };
  const awaited = await erasedOnArrival(tx, deps.identity, organisation, changesOf(taken), at);
  const late = new Map([...awaited].filter(([change]) => !erased.has(change)));
  if (late.size > 0) eraseChanges(tx, organisation, moved, late, at);
  const other = await adoptLate(
    tx,
    deps.identity,
    organisation,
    moved,
    taken.flatMap(({ known }) => known ?? []),
    at,
  );
  if (moved.seq === 0) await deleteUnusedVisits(tx, organisation, [visit]);
  const now = (await lockVisit(tx, organisation, visit)) ?? nothing.row;
  return {
    row: { seq: now.seq, head: now.head },
    isSame: rest !== null && segment.lines.length > 0,
    taken,
    other,
    lacking,
    erasures: [...erased.values(), ...late.values()],
  };
}

const nothing = { row: { seq: 0, head: emptyHead }, taken: [], other: null, lacking: null, erasures: [] } as const;

async function holds(tx: Transaction, { organisation }: Pusher, row: VisitRow, head: HealRequest['head']) {
  if (row.seq < head.seq) return false;
  if (row.seq === head.seq) return row.head === head.head;
  return (await findHeads(tx, organisation, row.id, [head.seq])).get(head.seq) === head.head;
}

/** The lines that follow this log's newest; null where it is not on their chain. */
function restBehind(row: VisitRow, { before, lines }: Segment, last: number): readonly SegmentLine[] | null {
  const at = row.seq - (last - lines.length);
  const there = at === 0 ? before : lines[at - 1]?.head;
  return there === row.head ? lines.slice(at) : null;
}

async function lackingHere(
  tx: Transaction,
  { organisation }: Pusher,
  row: VisitRow,
  segment: Segment,
  photos: ReturnedPhotos,
): Promise<Lacking> {
  const raw = await findWholeLog(tx, organisation, row.id);
  fillBodies(tx, organisation, changesOf(segment.lines));
  return await lackingIn({ log: sortLines(raw).log, raw }, segment.lines, photos.here);
}

function numbered(row: VisitRow, lines: Lacking['lines']): readonly SegmentLine[] {
  let { seq, head } = row;
  return lines.map(({ item, known }) => {
    seq += 1;
    const moved = { ...item, seq };
    head = hashText(headText(head, moved));
    return { item: moved, known: known === null ? null : { ...known, seq }, head };
  });
}

function changesOf(lines: readonly SegmentLine[]): readonly Change[] {
  return lines.flatMap(({ known }) => (known?.kind === 'change' ? [known.change] : []));
}

function adoptedIn(lines: readonly SegmentLine[]): readonly Change[] {
  return lines.flatMap(({ known }) => (known?.kind === 'adopted' ? [known.change] : []));
}

function mergersIn(lines: readonly SegmentLine[]): readonly Merger[] {
  return lines.flatMap(({ known }) => (known?.kind === 'adoption' || known?.kind === 'merged' ? [known.merger] : []));
}

function redactedIn(lines: readonly SegmentLine[]): ReadonlyMap<ChangeId, Erasure> {
  return new Map(lines.flatMap(({ known }) => (known?.kind === 'redaction' ? [[known.change, erasureOf(known)]] : [])));
}

function notesOf(
  { identity }: HealingDeps,
  head: HealRequest['head'],
  lacking: Lacking | null,
  hasLines: boolean,
): readonly NewNote[] {
  const unplaced = (lacking?.unplaced ?? []).map((line): NewNote => {
    const { seq: _seq, ...rest } = line;
    return { about: hashText(canonicalJson(rest)), kind: 'unplaced', line };
  });
  // A head of this very epoch that the log does not have: it went back, and not by a restore of ours.
  if (head.epoch !== identity.epoch || !hasLines) return unplaced;
  return [...unplaced, { about: hashText(`rolled-back ${head.epoch}`), kind: 'rolled-back', line: null }];
}

async function finish(deps: HealingDeps, { organisation }: Pusher, visit: VisitId, done: Healed): Promise<void> {
  const { taken, other, lacking, erasures } = done;
  await bringBackNamed(deps, organisation, photosNamed(taken.flatMap(({ known }) => known ?? [])));
  const addresses = [...photosOf(erasures).keys()].map((sha256: Sha256) => ({ organisation, visit, sha256 }));
  await erasePhotos(deps, addresses);
  if (lacking !== null) await reapplyRedactions(deps, { organisation }, visit, lacking.redactions);
  const moved = new Set(taken.length > 0 ? [visit] : []);
  if (other !== null) moved.add(other);
  for (const merger of [...mergersIn(taken), ...(lacking?.mergers ?? [])])
    for (const each of await completeMerger(deps, organisation, merger)) moved.add(each);
  if (moved.size === 0) return;
  deps.pokes.moved(organisation, [...moved]);
  deps.summaries.refreshSoon(organisation, [...moved]);
}
