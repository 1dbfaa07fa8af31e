import { Hono } from 'hono';
import { PersonId } from '#domain/ids.ts';
import { NewPerson, type PersonDetail, PersonEdit, type PersonList } from '#protocol/account.ts';
import { Problem } from '#protocol/problems.ts';
import { hashChosenPassword } from '../auth/known-password.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { newSessionToken } from '../auth/session-token.ts';
import {
  type Account,
  countActiveAdministrators,
  findAccount,
  insertAccount,
  listAccounts,
  lockOrganisation,
  updateMembership,
  updatePassword,
  updatePersonName,
} from '../db/accounts.ts';
import type { Queryable } from '../db/database.ts';
import { deleteSessionsOf } from '../db/sessions.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';

export function peopleRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const gate = [requireSession(db), requireRole('administrator')] as const;

  app.get('/api/people', ...gate, async (c) => {
    const people = await listAccounts(db, c.get('signedIn').organisation);
    return c.json({ kind: 'people', people: people.map(personDetail) } satisfies PersonList);
  });

  app.post('/api/people', ...gate, async (c) => {
    const { name, userName, password, roles } = await readJson(c, NewPerson);
    const { organisation } = c.get('signedIn');
    const person = PersonId.parse(crypto.randomUUID());
    // A secret that nobody is told: the person chooses a password by a one-time link.
    const passwordHash = await hashChosenPassword(password ?? newSessionToken(), [name, userName]);
    const distinct = [...new Set(roles)];
    const isNew = await insertAccount(db, { organisation, person, name, userName, passwordHash, roles: distinct });
    if (!isNew) throw new Problem('nameTaken', { detail: `Someone is called ${userName} already.` });
    return c.json({ id: person, name, userName, roles: distinct, isActive: true } satisfies PersonDetail, 201);
  });

  app.patch('/api/people/:person', ...gate, async (c) => {
    const edit = await readJson(c, PersonEdit);
    const { organisation } = c.get('signedIn');
    const person = PersonId.safeParse(c.req.param('person'));
    if (!person.success) throw new Problem('notFound');
    const hash = edit.password === undefined ? null : await hashChosenPassword(edit.password, [edit.name ?? '']);
    const account = await db.transaction((tx) => editPerson(tx, { organisation, person: person.data }, edit, hash));
    return c.json(personDetail(account));
  });

  return app;
}

async function editPerson(
  tx: Queryable,
  { organisation, person }: Pick<Account, 'organisation' | 'person'>,
  edit: PersonEdit,
  passwordHash: string | null,
): Promise<Account> {
  await lockOrganisation(tx, organisation);
  if (edit.name !== undefined) await updatePersonName(tx, organisation, person, edit.name);
  if (passwordHash !== null) await updatePassword(tx, organisation, person, passwordHash);
  const roles = edit.roles && [...new Set(edit.roles)];
  await updateMembership(tx, organisation, person, { roles, isActive: edit.isActive });
  if (passwordHash !== null || edit.isActive === false) await deleteSessionsOf(tx, organisation, person);
  if ((await countActiveAdministrators(tx, organisation)) === 0) {
    throw new Problem('notAllowed', { detail: 'The organisation must keep an active administrator.' });
  }
  const account = await findAccount(tx, organisation, person);
  if (account === null) throw new Problem('notFound');
  return account;
}

function personDetail({ person, name, userName, roles, isActive }: Account): PersonDetail {
  return { id: person, name, userName, roles: [...roles], isActive };
}
