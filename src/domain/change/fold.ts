import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import { type ChangeId, Sha256 } from '#domain/ids.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { Status } from '#domain/visit/status.ts';
import type { Transition } from '#domain/visit/transition.ts';
import type { Change } from './change.ts';
import type { LogItem } from './log.ts';
import type { Merger } from './merger.ts';
import { erasureOf } from './redaction.ts';
import { foldedChange, headsOf, type RegisterState, withChange, withDecision, withErasure } from './register-state.ts';

/** State = fold(changes, verdicts). Plain data; the same from any order, with duplicates, in any split. */
export interface VisitState {
  readonly registers: ReadonlyMap<string, RegisterState>;
  /** By n. */
  readonly transitions: readonly Transition[];
  /** Evidence whose bytes the server holds. */
  readonly arrived: ReadonlySet<Sha256>;
  /** Lines of the log that this version does not understand. */
  readonly unknownLines: number;
  /** The visit that this one was made part of: from then on it counts there, and no longer by itself. */
  readonly mergedInto: Merger | null;
  /** Visits that were made part of this one, in that order. */
  readonly adoptions: readonly Merger[];
}

export const emptyVisit: VisitState = {
  registers: new Map(),
  transitions: [],
  arrived: new Set(),
  unknownLines: 0,
  mergedInto: null,
  adoptions: [],
};

/** What the fold takes in: lines of the server's log, unknown lines by number, and this device's own unsent changes. */
export interface FoldInput {
  readonly log: readonly LogItem[];
  readonly unknownSeqs?: readonly number[];
  readonly pending?: readonly Change[];
}

type Rest<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : never;

/**
 * Folds from scratch. Decisions and erasures are applied after all changes, decisions by their place in the log, so the order
 * in which lines arrive does not matter.
 */
export function foldVisit(input: FoldInput): VisitState {
  const registers = new Map<string, RegisterState>();
  const registerOf = new Map<ChangeId, string>();
  const edit = (name: string, map: (state: RegisterState) => RegisterState): void => {
    registers.set(name, map(registers.get(name) ?? { name, changes: [] }));
  };
  const addChange = (change: Change, ...known: Rest<Parameters<typeof foldedChange>>): void => {
    registerOf.set(change.id, change.content.register);
    edit(change.content.register, (state) => withChange(state, foldedChange(change, ...known)));
  };
  const lines = [...new Map(input.log.map((line) => [line.seq, line])).values()].sort((a, b) => a.seq - b.seq);
  for (const change of input.pending ?? []) addChange(change, { kind: 'pending' });
  for (const line of lines) {
    if (line.kind === 'change' || line.kind === 'adopted')
      addChange(line.change, line.verdict, line.kind === 'adopted');
  }
  for (const line of lines) {
    const name = line.kind === 'decision' || line.kind === 'redaction' ? registerOf.get(line.change) : undefined;
    if (name === undefined) continue;
    if (line.kind === 'decision') edit(name, (state) => withDecision(state, line.change, line.decision));
    if (line.kind === 'redaction') edit(name, (state) => withErasure(state, line.change, erasureOf(line)));
  }
  return {
    registers,
    transitions: lines
      .flatMap((line) => (line.kind === 'transition' ? [line.transition] : []))
      .sort((a, b) => a.n - b.n),
    arrived: new Set(lines.flatMap((line) => (line.kind === 'evidence' ? [line.sha256] : []))),
    unknownLines: new Set(input.unknownSeqs ?? []).size,
    mergedInto: lines.findLast((line) => line.kind === 'merged')?.merger ?? null,
    adoptions: lines.flatMap((line) => (line.kind === 'adoption' ? [line.merger] : [])),
  };
}

export function statusOf(transitions: readonly Transition[]): { readonly n: number; readonly status: Status } {
  const last = transitions.at(-1);
  return last === undefined ? { n: 0, status: 'draft' } : { n: last.n, status: last.to };
}

/** Registers that are talk about the visit rather than part of it. */
export const outsideFrontier: ReadonlySet<string> = new Set(['comment', 'review', 'done']);

/**
 * One hash for what a person saw: the heads of every register the result depends on. Two devices with the same frontier show
 * the same answers; a changed frontier means that something changed since one looked.
 */
export async function frontierOf(registers: Iterable<RegisterState>): Promise<Sha256> {
  const lines: [string, readonly string[]][] = [];
  for (const state of registers) {
    const kind = parseRegister(state.name)?.kind;
    if (kind !== undefined && outsideFrontier.has(kind)) continue;
    const heads = headsOf(state).map((head) => head.id);
    if (heads.length > 0) lines.push([state.name, [...heads].sort()]);
  }
  lines.sort(([a], [b]) => (a < b ? -1 : 1));
  return Sha256.parse(await sha256Hex(canonicalJson(lines)));
}
