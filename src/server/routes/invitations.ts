import { Hono } from 'hono';
import { PersonId } from '#domain/ids.ts';
import { type Invitation, InvitationAcceptance, InvitationLook, type InvitedPerson } from '#protocol/invitations.ts';
import { Problem } from '#protocol/problems.ts';
import { clientAddress } from '../auth/client-address.ts';
import { hashChosenPassword } from '../auth/known-password.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { checkSecondFactor } from '../auth/second-factor.ts';
import { hashSessionToken, newSessionToken } from '../auth/session-token.ts';
import { countPasswordCheck, openSession } from '../auth/sign-in.ts';
import { type Account, findAccount, updatePassword } from '../db/accounts.ts';
import type { Queryable } from '../db/database.ts';
import { endInvitations, findInvitation, insertInvitation } from '../db/invitations.ts';
import { deleteSessionsOf } from '../db/sessions.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { openedReply } from './session.ts';

/** Long enough for a message that is read on Monday. */
const lifeHours = 72;

/** One-time links: an administrator makes one, and whoever has it chooses the person's password. */
export function invitationsRoutes({ db, trustProxy, clock }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.post('/api/people/:person/invitations', requireSession(db), requireRole('administrator'), async (c) => {
    const { organisation, person: madeBy } = c.get('signedIn');
    const person = PersonId.safeParse(c.req.param('person'));
    if (!person.success) throw new Problem('notFound');
    const token = newSessionToken();
    const expiresAt = await db.transaction((tx) =>
      insertInvitation(tx, {
        ...{ organisation, person: person.data, madeBy, lifeHours },
        tokenHash: hashSessionToken(token),
      }),
    );
    if (expiresAt === null) throw new Problem('notFound', { detail: 'Nobody who may sign in has this id.' });
    c.header('cache-control', 'no-store');
    return c.json({ kind: 'invitation', token, expiresAt: expiresAt.toISOString() } satisfies Invitation, 201);
  });

  app.post('/api/invitations/look', async (c) => {
    const { token } = await readJson(c, InvitationLook);
    const { account, expiresAt } = await invitedBy(db, token);
    return c.json({
      kind: 'invited',
      name: account.name,
      userName: account.userName,
      organisation: account.organisationName,
      expiresAt: expiresAt.toISOString(),
    } satisfies InvitedPerson);
  });

  app.post('/api/invitations/accept', async (c) => {
    const { token, password, code, device } = await readJson(c, InvitationAcceptance);
    const invited = await invitedBy(db, token);
    // Whoever found the link still has no device with the codes; guesses are limited as at a sign-in.
    const forgive = await countPasswordCheck(db, invited.account, clientAddress(c, { trustProxy }));
    await checkSecondFactor(db, invited.account, code, clock());
    await forgive();
    const hash = await hashChosenPassword(password, [invited.account.name, invited.account.userName]);
    const opened = await db.transaction(async (tx) => {
      const { account } = await invitedBy(tx, token);
      const { organisation, person } = account;
      await endInvitations(tx, organisation, person);
      await updatePassword(tx, organisation, person, hash);
      await deleteSessionsOf(tx, organisation, person);
      return await openSession(tx, account, device ?? '');
    });
    return c.json(openedReply(c, opened));
  });

  return app;
}

async function invitedBy(
  db: Queryable,
  token: string,
): Promise<{ readonly account: Account; readonly expiresAt: Date }> {
  const invitation = await findInvitation(db, hashSessionToken(token));
  const account = invitation && (await findAccount(db, invitation.organisation, invitation.person));
  if (invitation === null || account === null) throw new Problem('invitationOver');
  return { account, expiresAt: invitation.expiresAt };
}
