import { signal } from '@preact/signals';
import { lastAccount, rememberAccount } from '#client/store/account-memory.ts';
import { NewerDatabase } from '#client/store/database.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import { openAccount } from './open-account.ts';

type Session = Workspace['session'];

/** Where the app stands before and after somebody is at work. */
export type Stage =
  | { readonly kind: 'starting' }
  | { readonly kind: 'first-run' }
  | { readonly kind: 'sign-in'; readonly isOffline: boolean }
  | { readonly kind: 'working'; readonly workspace: Workspace }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'newer-database' }
  | { readonly kind: 'storage-refused' }
  | { readonly kind: 'fault'; readonly fault: unknown };

export const stage = signal<Stage>({ kind: 'starting' });

/** A remembered account opens at once, without asking anybody; only a device without one needs the server. */
export async function startUp(): Promise<void> {
  try {
    const account = lastAccount();
    if (account !== null) return await openWorkspace(account);
  } catch (fault) {
    stage.value = stageOfFault(fault);
    return;
  }
  try {
    // A device that knows its account never needs these to show a visit.
    const [{ setupState }, { serverTransport }] = await Promise.all([
      import('#client/sync/api.ts'),
      import('#client/sync/http-transport.ts'),
    ]);
    const { isSetUp } = await setupState(serverTransport);
    stage.value = isSetUp ? { kind: 'sign-in', isOffline: false } : { kind: 'first-run' };
  } catch (error) {
    stage.value = { kind: 'sign-in', isOffline: failureCode(error) === 'unreachable' };
  }
}

/** After a sign-in. The same person goes on where they were; another one gets a workspace of their own. */
export async function enter(session: Session): Promise<void> {
  rememberAccount(session);
  const now = stage.value;
  if (now.kind === 'working') {
    const { session: before } = now.workspace;
    const isSame = before.person.id === session.person.id && before.organisation.id === session.organisation.id;
    if (isSame) return now.workspace.syncNow();
    await now.workspace.close();
  }
  await openWorkspace(session);
}

export async function leave(): Promise<void> {
  const now = stage.value;
  stage.value = { kind: 'sign-in', isOffline: false };
  if (now.kind === 'working') await now.workspace.close();
}

async function openWorkspace(session: Session): Promise<void> {
  try {
    const onBlocked = (): void => {
      stage.value = { kind: 'blocked' };
    };
    stage.value = { kind: 'working', workspace: await openAccount(session, onBlocked) };
  } catch (fault) {
    stage.value = stageOfFault(fault);
  }
}

/** What browsers say that keep nothing for this address: blocked by a setting, a private window, a full or broken disk. */
const refusals = ['SecurityError', 'InvalidStateError', 'QuotaExceededError', 'UnknownError'];

function stageOfFault(fault: unknown): Stage {
  if (fault instanceof NewerDatabase) return { kind: 'newer-database' };
  const isRefused = fault instanceof DOMException && refusals.includes(fault.name);
  return isRefused ? { kind: 'storage-refused' } : { kind: 'fault', fault };
}
