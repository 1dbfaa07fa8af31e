import type { StartNetwork } from '#client/store/network.ts';
import { openWorkspace } from '#client/store/open-workspace.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { VisitId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';

/** Opens the workspace of a person with everything that belongs to it. Works without a network after one sign-in. */
export function openAccount(session: Session, onBlocked: () => void): Promise<Workspace> {
  return openWorkspace(session, startNetwork, visitInAddress(), onBlocked);
}

/** Nothing of it stands between the page and its first answer. */
const startNetwork: StartNetwork = async (store, reports) => {
  const [{ networkStarter }, { createReplicaKey, signWith }] = await Promise.all([
    import('#client/sync/start-network.ts'),
    import('#client/vault/replica-key.ts'),
  ]);
  return await networkStarter({ create: createReplicaKey, sign: signWith })(store, reports);
};

function visitInAddress(): VisitId | null {
  const id = VisitId.safeParse(/^\/kunjungan\/([^/]+)/.exec(location.pathname)?.[1]);
  return id.success ? id.data : null;
}
