import type { LogItem } from '#domain/change/log.ts';
import { erasureOf } from '#domain/change/redaction.ts';
import type { ChangeId, OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import { judgeAdopted } from '#domain/visit/merging.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { type Status, sealedStatuses } from '#domain/visit/status.ts';
import type { Transaction } from '../db/database.ts';
import { upsertPeople } from '../db/push-rows.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { findAccessLines } from '../db/visit-log.ts';
import type { PersonOfVisit } from '../db/visits.ts';
import { signedErasure } from './erase-changes.ts';
import { isAccessRegister, membershipOf, peopleOf } from './membership.ts';
import { sortLines } from './read-log.ts';
import { isAssessing } from './visit-gate.ts';

export interface Adopting {
  readonly organisation: OrganisationId;
  readonly from: VisitId;
  readonly into: VisitId;
  /** Whether a register goes along. */
  readonly adopts: (register: string) => boolean;
  /** Where `into` stood when the two were merged, and where it has come since; empty for what is merged now. */
  readonly since: readonly Status[];
  /** Of the changes that the lines name, those that `into` adopted before. */
  readonly known: ReadonlySet<ChangeId>;
}

type NewLine = Omit<LogItem, 'seq'> & { readonly kind: LogItem['kind'] };

/** The lines by which a visit takes over what lines of another say, in their order. */
export function adoptLines(
  identity: Pick<ServerIdentity, 'sign'>,
  { organisation, from, into, adopts, since, known }: Adopting,
  items: readonly LogItem[],
): readonly NewLine[] {
  const adopted = new Set<ChangeId>(known);
  const take = (item: LogItem): readonly NewLine[] => {
    switch (item.kind) {
      case 'change':
      case 'adopted': {
        const { change, verdict, receivedAt } = item;
        const { register } = change.content;
        if (!adopts(register)) return [];
        adopted.add(change.id);
        const judged = judgeAdopted(verdict, parseRegister(register), since);
        return [{ kind: 'adopted', change, verdict: judged, receivedAt }];
      }
      case 'decision':
        // Behind a sealed result nothing comes in without a supervisor of that visit.
        if (!adopted.has(item.change) || since.some((status) => sealedStatuses.includes(status))) return [];
        return [{ kind: 'decision', change: item.change, decision: item.decision }];
      case 'redaction': {
        if (!adopted.has(item.change)) return [];
        const about = { organisation, visit: into, change: item.change };
        return [{ kind: 'redaction', change: item.change, ...signedErasure(identity, about, erasureOf(item)) }];
      }
      case 'evidence': {
        const { sha256, bytes, receivedAt } = item;
        return [{ kind: 'evidence', sha256, bytes, receivedAt, from: item.from ?? from }];
      }
      case 'transition':
      case 'adoption':
      case 'merged':
        return [];
    }
  };
  return items.flatMap(take);
}

/** Under the visit's lock, once its new lines are appended: who takes part in it by them, and who has assessed it. */
export async function keepAdoptedPeople(
  tx: Transaction,
  organisation: OrganisationId,
  visit: VisitId,
  lines: readonly NewLine[],
): Promise<void> {
  const registers = lines.flatMap((line) => {
    if (line.kind !== 'adopted') return [];
    const { content } = (line as NewLine & LogItem & { kind: 'adopted' }).change;
    return [{ author: content.author, register: parseRegister(content.register) }];
  });
  const people = new Map<PersonId, Partial<PersonOfVisit>>();
  if (registers.some(({ register }) => isAccessRegister(register))) {
    const access = await findAccessLines(tx, organisation, [visit]);
    for (const [person, is] of peopleOf(membershipOf(sortLines(access.get(visit) ?? []).log))) people.set(person, is);
  }
  for (const { author, register } of registers) {
    if (isAssessing(register)) people.set(author, { ...people.get(author), hasAssessed: true });
  }
  upsertPeople(tx, organisation, visit, people);
}
