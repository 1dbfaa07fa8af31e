import { type Anchor, anchorText } from '#domain/change/anchor.ts';
import type { OrganisationId } from '#domain/ids.ts';
import { findMovedHeads, insertAnchor, listAnchors, lockAnchors } from '../db/anchors.ts';
import { listOrganisations } from '../db/audit.ts';
import type { ServerDeps } from '../deps.ts';
import { hashText } from '../visits/hash.ts';

type AnchorDeps = Pick<ServerDeps, 'db' | 'identity' | 'clock'>;

/** @returns the new anchor's number; null where nothing moved since the one before. */
export async function makeAnchor(
  { db, identity, clock }: AnchorDeps,
  organisation: OrganisationId,
): Promise<number | null> {
  return await db.transaction(async (tx) => {
    await lockAnchors(tx, organisation);
    const heads = await findMovedHeads(tx, organisation);
    if (heads.length === 0) return null;
    const [newest] = await listAnchors(tx, organisation, 1);
    const anchor: Anchor = {
      n: (newest?.n ?? 0) + 1,
      at: clock().toISOString(),
      previous: newest?.digest ?? null,
      heads,
    };
    const digest = hashText(anchorText(organisation, anchor));
    insertAnchor(tx, organisation, anchor, { digest, signature: identity.sign('anchor', digest) });
    return anchor.n;
  });
}

const dayMs = 86_400_000;

/** Anchors the logs of every organisation whose newest anchor is a day old, or that has none. */
export async function makeDueAnchors(deps: AnchorDeps): Promise<void> {
  for (const { id } of await listOrganisations(deps.db)) {
    const [newest] = await listAnchors(deps.db, id, 1);
    if (newest === undefined || deps.clock().getTime() - newest.at.getTime() >= dayMs) await makeAnchor(deps, id);
  }
}
