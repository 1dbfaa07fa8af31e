import { canonicalJson } from '#domain/canonical.ts';
import { foldVisit, frontierOf, type VisitState } from '#domain/change/fold.ts';
import type { LogItem, UnknownLogItem } from '#domain/change/log.ts';
import type { Merger } from '#domain/change/merger.ts';
import { type Erasure, erasureOf } from '#domain/change/redaction.ts';
import type { ChangeId, Sha256 } from '#domain/ids.ts';
import type { Transition } from '#domain/visit/transition.ts';
import type { SegmentLine } from './check-segment.ts';

/** What of the lines a log that has meanwhile gone on still lacks. */
export interface Lacking {
  /** To be appended behind its own, in this order. */
  readonly lines: readonly { readonly item: LogItem | UnknownLogItem; readonly known: LogItem | null }[];
  readonly redactions: ReadonlyMap<ChangeId, Erasure>;
  readonly mergers: readonly Merger[];
  /** Steps of the status, and decisions, that do not follow from what the visit has become. */
  readonly unplaced: readonly UnknownLogItem[];
}

/**
 * Lines are found again by what they say: a change by its id, with the verdict it was once given. A step of the status is taken only
 * where it still follows, and an approval only of the very answers that it sealed.
 */
export async function lackingIn(
  here: { readonly log: readonly LogItem[]; readonly raw: readonly UnknownLogItem[] },
  segment: readonly SegmentLine[],
  photosHere: ReadonlySet<Sha256>,
): Promise<Lacking> {
  const log: LogItem[] = [...here.log];
  const texts = new Set(here.raw.map(textOf));
  const state = foldVisit({ log });
  const ids = new Set([...state.registers.values()].flatMap(({ changes }) => changes.map(({ id }) => id)));
  const decided = new Set(log.flatMap((line) => (line.kind === 'decision' ? [line.change] : [])));
  const transitions: Transition[] = [...state.transitions];
  const lines: Lacking['lines'][number][] = [];
  const redactions = new Map<ChangeId, Erasure>();
  const mergers: Merger[] = [];
  const unplaced: UnknownLogItem[] = [];

  for (const { item, known } of segment) {
    if (texts.has(textOf(item))) continue;
    const take = (): void => {
      lines.push({ item, known });
      if (known !== null) log.push({ ...known, seq: (log.at(-1)?.seq ?? 0) + 1 });
    };
    switch (known?.kind) {
      case 'change':
      case 'adopted':
        if (!ids.has(known.change.id)) take();
        ids.add(known.change.id);
        break;
      case 'decision':
        // Of two different words on one change the one that was given after the restore stands.
        if (!ids.has(known.change)) break;
        if (decided.has(known.change)) unplaced.push(item);
        else take();
        break;
      case 'transition':
        if (await doesFollow(known.transition, transitions, log)) {
          transitions.push(known.transition);
          take();
        } else unplaced.push(item);
        break;
      case 'evidence':
        if (!state.arrived.has(known.sha256) && photosHere.has(known.sha256)) take();
        break;
      case 'redaction':
        redactions.set(known.change, erasureOf(known));
        break;
      case 'adoption':
      case 'merged':
        mergers.push(known.merger);
        break;
      default:
        take();
    }
  }
  return { lines, redactions, mergers, unplaced };
}

async function doesFollow(
  transition: Transition,
  before: readonly Transition[],
  log: readonly LogItem[],
): Promise<boolean> {
  const status = before.at(-1)?.to ?? 'draft';
  if (transition.n !== before.length + 1 || transition.from !== status) return false;
  return transition.result === undefined || transition.result.frontier === (await frontierNow(foldVisit({ log })));
}

async function frontierNow({ registers }: VisitState): Promise<Sha256> {
  return await frontierOf(registers.values());
}

/** A line without its number; a change by its id. */
function textOf(item: LogItem | UnknownLogItem): string {
  const { seq: _seq, change, ...rest } = item;
  const id = typeof change === 'object' && change !== null && 'id' in change ? change.id : change;
  return canonicalJson({ ...rest, change: id });
}
