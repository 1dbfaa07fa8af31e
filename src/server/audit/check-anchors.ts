import { type Anchor, anchorText } from '#domain/change/anchor.ts';
import type { OrganisationId, Sha256 } from '#domain/ids.ts';
import { findAnchoredHeads, listAnchors } from '../db/anchors.ts';
import { findAnchoredMismatch } from '../db/audit.ts';
import type { ServerDeps } from '../deps.ts';
import { hashText } from '../visits/hash.ts';
import { type Finding, lineOf } from './finding.ts';

export interface CheckedAnchors {
  readonly digests: readonly Sha256[];
  readonly findings: readonly Finding[];
}

/** Every anchor is what it was, and the logs still have the heads that it names. */
export async function checkAnchors(
  { db, identity }: Pick<ServerDeps, 'db' | 'identity'>,
  organisation: OrganisationId,
): Promise<CheckedAnchors> {
  const findings: Finding[] = [];
  const digests: Sha256[] = [];
  let previous: Sha256 | null = null;
  for (const { n, at, digest, signature } of (await listAnchors(db, organisation, null)).toReversed()) {
    const anchor: Anchor = {
      n,
      at: at.toISOString(),
      previous,
      heads: await findAnchoredHeads(db, organisation, n),
    };
    const find = (what: string): void => void findings.push({ organisation, where: `anchor ${n}`, what });
    if (n !== digests.length + 1) find('Anchors before it are missing.');
    if (hashText(anchorText(organisation, anchor)) !== digest) find('The anchor and its digest do not fit.');
    if (!identity.verify('anchor', digest, signature)) find('The server’s signature of the anchor does not fit.');
    for (const { visit, seq } of await findAnchoredMismatch(db, organisation, n))
      findings.push({
        organisation,
        where: lineOf(visit, seq),
        what: `The log has another head here than anchor ${n} of ${at.toISOString().slice(0, 10)} names.`,
      });
    digests.push(digest);
    previous = digest;
  }
  return { digests, findings };
}
