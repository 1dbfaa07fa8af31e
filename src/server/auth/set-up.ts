import { OrganisationId, PersonId } from '#domain/ids.ts';
import type { SetupRequest, SetupState } from '#protocol/account.ts';
import { Problem } from '#protocol/problems.ts';
import {
  type Account,
  findAccount,
  findFirstOrganisation,
  insertAccount,
  insertOrganisation,
  lockSetup,
  type NewAccount,
} from '../db/accounts.ts';
import type { Database, Queryable } from '../db/database.ts';
import { hashChosenPassword } from './known-password.ts';

export async function readSetupState(db: Queryable): Promise<SetupState> {
  const organisation = await findFirstOrganisation(db);
  return { kind: 'setup', isSetUp: organisation !== null, organisationName: organisation?.name ?? null };
}

/** The first organisation with its administrator; refused as soon as there is one. */
export async function setUpOrganisation(db: Database, request: SetupRequest): Promise<Account> {
  const organisation = OrganisationId.parse(crypto.randomUUID());
  const person = PersonId.parse(crypto.randomUUID());
  const { personName: name, userName } = request;
  const passwordHash = await hashChosenPassword(request.password, [name, userName, request.organisationName]);
  await createFirstOrganisation(db, { id: organisation, name: request.organisationName }, [
    { organisation, person, name, userName, passwordHash, roles: ['administrator'] },
  ]);
  const account = await findAccount(db, organisation, person);
  if (account === null) throw new Error('The administrator just made is gone.');
  return account;
}

/** One transaction under a lock: of two callers at once the second gets `alreadySetUp`. */
export async function createFirstOrganisation(
  db: Database,
  organisation: { readonly id: OrganisationId; readonly name: string },
  accounts: readonly NewAccount[],
  more: (tx: Queryable) => Promise<void> = async () => undefined,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockSetup(tx);
    if ((await findFirstOrganisation(tx)) !== null) throw new Problem('alreadySetUp');
    await insertOrganisation(tx, organisation.id, organisation.name);
    for (const account of accounts) {
      if (!(await insertAccount(tx, account))) throw new Problem('nameTaken');
    }
    await more(tx);
  });
}
