import { foldVisit, outsideFrontier } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { type FoldedChange, headsOf, type RegisterState, valuesOf } from '#domain/change/register-state.ts';
import type { ChangeId, PersonId } from '#domain/ids.ts';
import { parseRegister } from './register.ts';

export type DisputeKind = 'open' | 'settled' | 'late' | 'waiting' | 'takenIn' | 'declined';

/** Once where work met other work, or a decision, and whose it was. */
export interface Dispute {
  readonly kind: DisputeKind;
  readonly register: string;
  readonly authors: readonly PersonId[];
}

/**
 * Where changes stood against each other, came after the submission or were held back, in the lines that arrived from `from` until
 * before `to`. Talk about the visit is left out.
 */
export function disputesOf(log: readonly LogItem[], from: Date, to: Date): readonly Dispute[] {
  const arrived = new Map<ChangeId, Date>();
  for (const line of log)
    if (line.kind === 'change' || line.kind === 'adopted') arrived.set(line.change.id, new Date(line.receivedAt));
  const isIn = ({ id }: FoldedChange): boolean => {
    const at = arrived.get(id);
    return at !== undefined && at >= from && at < to;
  };
  return [...foldVisit({ log }).registers.values()]
    .filter(({ name }) => !outsideFrontier.has(parseRegister(name)?.kind ?? ''))
    .flatMap((state) => [...conflictsOf(state, isIn), ...asidesOf(state, isIn)]);
}

type IsIn = (change: FoldedChange) => boolean;

/** A conflict counts when it came about if it is open, and when somebody settled it if not. */
function conflictsOf(state: RegisterState, isIn: IsIn): readonly Dispute[] {
  const byId = new Map(state.changes.map((change) => [change.id, change]));
  const settled = state.changes.filter(isIn).flatMap((change): Dispute[] => {
    const sides = change.parents.flatMap((id) => byId.get(id) ?? []);
    return valuesOf(sides).length > 1 ? [{ kind: 'settled', register: state.name, authors: authorsOf(sides) }] : [];
  });
  const heads = headsOf(state);
  const isOpen = valuesOf(heads).length > 1 && heads.some(isIn);
  return isOpen ? [...settled, { kind: 'open', register: state.name, authors: authorsOf(heads) }] : settled;
}

const kinds = { held: 'waiting', 'taken-in': 'takenIn', declined: 'declined' } as const;

function asidesOf(state: RegisterState, isIn: IsIn): readonly Dispute[] {
  return state.changes.filter(isIn).flatMap((change): Dispute[] => {
    const { standing, author } = change;
    if (standing.kind === 'pending' || (standing.kind === 'accepted' && !standing.late)) return [];
    const kind = standing.kind === 'accepted' ? 'late' : kinds[standing.kind];
    return [{ kind, register: state.name, authors: [author] }];
  });
}

function authorsOf(changes: readonly FoldedChange[]): readonly PersonId[] {
  return [...new Set(changes.map(({ author }) => author))];
}
