import { canonicalJson, type Json } from '#domain/canonical.ts';
import type { ChangeId, PersonId, VisitId } from '#domain/ids.ts';
import type { Change } from './change.ts';
import type { Erasure } from './redaction.ts';
import type { Decision, HeldBecause, Verdict } from './verdict.ts';

/** `pending`: on this device only, not yet judged. */
export type ChangeStanding =
  | { readonly kind: 'pending' }
  | Verdict
  | { readonly kind: 'taken-in' | 'declined'; readonly because: HeldBecause | null; readonly decision: Decision };

/** What the fold keeps of a change. */
export interface FoldedChange {
  readonly id: ChangeId;
  readonly parents: readonly ChangeId[];
  readonly depth: number;
  readonly author: PersonId;
  readonly at: string;
  readonly seenN: number;
  readonly value: Json;
  /** The value was erased by a redaction, or has not been fetched; `value` is then null. */
  readonly isErased: boolean;
  /** Who erased it and why, where the log says so. */
  readonly erasure?: Erasure | undefined;
  readonly standing: ChangeStanding;
  /** The visit that it was written in, where that was merged into this one. */
  readonly from?: VisitId;
}

/** All changes to one register, in no particular order of arrival. Plain data: stored as it is. */
export interface RegisterState {
  readonly name: string;
  readonly changes: readonly FoldedChange[];
}

export function foldedChange(change: Change, standing: ChangeStanding, isAdopted = false): FoldedChange {
  const { parents, depth, author, at, seen, visit } = change.content;
  return {
    id: change.id,
    parents,
    depth,
    author,
    at,
    seenN: seen.n,
    value: change.body?.value ?? null,
    isErased: change.body === null,
    standing,
    ...(isAdopted ? { from: visit } : {}),
  };
}

/** Whether the change takes part in the value. A held or declined one only keeps its place in ancestry. */
export function doesCount(change: FoldedChange): boolean {
  const kind = change.standing.kind;
  return kind === 'pending' || kind === 'accepted' || kind === 'taken-in';
}

/**
 * The counted changes that no other counted change descends from, through whatever lies between them. Sorted by depth, then
 * id, so that every device shows them in one order.
 */
export function headsOf(state: RegisterState): readonly FoldedChange[] {
  const only = state.changes[0];
  if (state.changes.length === 1 && only !== undefined) return doesCount(only) ? [only] : [];
  const byId = new Map(state.changes.map((change) => [change.id, change]));
  const covered = new Set<ChangeId>();
  for (const change of state.changes) {
    if (!doesCount(change)) continue;
    const open = [...change.parents];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (covered.has(id)) continue;
      covered.add(id);
      open.push(...(byId.get(id)?.parents ?? []));
    }
  }
  return state.changes.filter((change) => doesCount(change) && !covered.has(change.id)).sort(byDepthThenId);
}

function byDepthThenId(a: FoldedChange, b: FoldedChange): number {
  return a.depth - b.depth || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** One distinct value among the heads, with the heads that carry it. Erased heads carry no value and are left out. */
export interface HeadValue {
  readonly value: Json;
  readonly heads: readonly FoldedChange[];
}

/** Equal heads are one value; more than one entry is a conflict. */
export function valuesOf(heads: readonly FoldedChange[]): readonly HeadValue[] {
  const groups = new Map<string, { value: Json; heads: FoldedChange[] }>();
  for (const head of heads) {
    if (head.isErased) continue;
    const key = canonicalJson(head.value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { value: head.value, heads: [head] });
    else group.heads.push(head);
  }
  return [...groups.values()];
}

/** Adds a change, or improves what is known of it: the log's word beats `pending`, and an erasure is for ever. */
export function withChange(state: RegisterState, change: FoldedChange): RegisterState {
  const at = state.changes.findIndex((known) => known.id === change.id);
  const known = state.changes[at];
  if (known === undefined) return { ...state, changes: [...state.changes, change] };
  return { ...state, changes: state.changes.with(at, merged(known, change)) };
}

const standingRank = { pending: 0, accepted: 1, held: 1, 'taken-in': 2, declined: 2 } as const;

function merged(a: FoldedChange, b: FoldedChange): FoldedChange {
  const standing = standingRank[b.standing.kind] > standingRank[a.standing.kind] ? b.standing : a.standing;
  if (a.isErased || b.isErased) return { ...erased(a, a.erasure ?? b.erasure), standing };
  return { ...a, standing };
}

/** A decision on a held change; the newest decision of the log stands. */
export function withDecision(state: RegisterState, id: ChangeId, decision: Decision): RegisterState {
  return mapChange(state, id, (change) => ({
    ...change,
    standing: { kind: decision.decision, because: heldBecause(change.standing), decision },
  }));
}

function heldBecause(standing: ChangeStanding): HeldBecause | null {
  return 'because' in standing ? standing.because : null;
}

/** The first word about it stands: who hands the same erasure in again changes nothing. */
export function withErasure(state: RegisterState, id: ChangeId, erasure?: Erasure): RegisterState {
  return mapChange(state, id, (change) => erased(change, change.erasure ?? erasure));
}

function erased(change: FoldedChange, erasure: Erasure | undefined): FoldedChange {
  return { ...change, value: null, isErased: true, ...(erasure === undefined ? {} : { erasure }) };
}

function mapChange(state: RegisterState, id: ChangeId, map: (change: FoldedChange) => FoldedChange): RegisterState {
  return { ...state, changes: state.changes.map((change) => (change.id === id ? map(change) : change)) };
}
