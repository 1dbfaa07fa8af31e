import type { OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { Transaction } from '../../db/database.ts';
import { upsertPeople } from '../../db/push-rows.ts';
import { findAccessLines } from '../../db/visit-log.ts';
import type { PersonOfVisit } from '../../db/visits.ts';
import { isAccessRegister, membershipOf, peopleOf } from '../membership.ts';
import { sortLines } from '../read-log.ts';
import { isAssessing } from '../visit-gate.ts';
import type { SegmentLine } from './check-segment.ts';

/** What people are to the visit after these lines have come back: who takes part, and who has assessed. */
export async function keepPeople(
  tx: Transaction,
  { organisation, visit }: { readonly organisation: OrganisationId; readonly visit: VisitId },
  lines: readonly SegmentLine[],
): Promise<void> {
  const people = new Map<PersonId, Partial<PersonOfVisit>>();
  const registers = lines.flatMap(({ known }) =>
    known?.kind === 'change' || known?.kind === 'adopted'
      ? [{ author: known.change.content.author, register: parseRegister(known.change.content.register) }]
      : [],
  );
  const decides = lines.some(({ known }) => known?.kind === 'decision');
  if (decides || registers.some(({ register }) => isAccessRegister(register))) {
    const access = await findAccessLines(tx, organisation, [visit]);
    for (const [person, state] of peopleOf(membershipOf(sortLines(access.get(visit) ?? []).log)))
      people.set(person, state);
  }
  for (const { author, register } of registers)
    if (isAssessing(register)) people.set(author, { ...people.get(author), hasAssessed: true });
  upsertPeople(tx, organisation, visit, people);
}
