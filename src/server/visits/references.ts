import type { ChangeId, OrganisationId, PersonId } from '#domain/ids.ts';
import { OfficeId } from '#domain/ids.ts';
import { InstrumentRef } from '#domain/visit/values.ts';
import { findAccount } from '../db/accounts.ts';
import type { Queryable } from '../db/database.ts';
import { findOffice } from '../db/directory.ts';
import { findInstrument } from '../db/instruments.ts';
import type { Refusal } from './check-batch.ts';
import type { SentChange } from './visit-gate.ts';

/**
 * Changes that name an instrument, an office or a person the organisation does not have. They are few (a visit names each
 * once), and refused one by one; the rest of the batch is not held up.
 */
export async function findUnknownReferences(
  tx: Queryable,
  organisation: OrganisationId,
  sent: readonly SentChange[],
): Promise<ReadonlyMap<ChangeId, Refusal>> {
  const unknown = new Map<ChangeId, Refusal>();
  const persons = new Map<PersonId, Promise<boolean>>();
  for (const { change, register } of sent) {
    const value = change.body?.value ?? null;
    if (register?.kind === 'visit' && value !== null) {
      if (register.field === 'instrument' && !(await isPublished(tx, value))) {
        unknown.set(change.id, { code: 'unknownInstrument', detail: 'No such instrument version is published here.' });
      }
      if (register.field === 'office' && !(await isOffice(tx, organisation, value))) {
        unknown.set(change.id, { code: 'unknownOffice', detail: 'The organisation has no such office.' });
      }
    }
    if (register?.kind === 'member' && register.person !== change.content.author) {
      const isPerson = persons.get(register.person) ?? isOfOrganisation(tx, organisation, register.person);
      persons.set(register.person, isPerson);
      if (!(await isPerson))
        unknown.set(change.id, { code: 'notAllowed', detail: 'The organisation has no such person.' });
    }
  }
  return unknown;
}

async function isPublished(tx: Queryable, value: unknown): Promise<boolean> {
  const reference = InstrumentRef.safeParse(value);
  return reference.success && (await findInstrument(tx, reference.data.hash)) !== null;
}

async function isOffice(tx: Queryable, organisation: OrganisationId, value: unknown): Promise<boolean> {
  const office = OfficeId.safeParse(value);
  return office.success && (await findOffice(tx, organisation, office.data)) !== null;
}

async function isOfOrganisation(tx: Queryable, organisation: OrganisationId, person: PersonId): Promise<boolean> {
  return (await findAccount(tx, organisation, person)) !== null;
}
