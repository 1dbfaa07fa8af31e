import { openWorkspace } from '#client/store/open-workspace.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { networkStarter } from '#client/sync/start-network.ts';
import { createReplicaKey, signWith } from '#client/vault/replica-key.ts';
import { VisitId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';

/** Opens the workspace of a person with everything that belongs to it. Works without a network after one sign-in. */
export function openAccount(session: Session, onBlocked: () => void): Promise<Workspace> {
  return openWorkspace(
    session,
    networkStarter({ create: createReplicaKey, sign: signWith }),
    visitInAddress(),
    onBlocked,
  );
}

function visitInAddress(): VisitId | null {
  const id = VisitId.safeParse(/^\/kunjungan\/([^/]+)/.exec(location.pathname)?.[1]);
  return id.success ? id.data : null;
}
