import type { OrganisationId, Sha256 } from '#domain/ids.ts';
import { wholeBytes } from '../blobs/check-evidence.ts';
import { findUnsealed, listErased, listHeldPhotos, listOrganisations, listReplicas, listVisits } from '../db/audit.ts';
import type { ServerDeps } from '../deps.ts';
import { checkAnchors } from './check-anchors.ts';
import { checkReplica } from './check-replica.ts';
import { checkVisit } from './check-visit.ts';
import type { Finding } from './finding.ts';

export interface VerifiedLog {
  readonly organisation: { readonly id: OrganisationId; readonly name: string };
  readonly visits: number;
  readonly lines: number;
  readonly replicas: number;
  /** Null when they were not asked for. */
  readonly photos: number | null;
  readonly anchors: readonly Sha256[];
  /** Changes that stand under no replica's signature here: from a backup file, or back from a tablet after a restore. */
  readonly unsealed: number;
  /** In the order of the visits and their lines; the first is the first altered row. */
  readonly findings: readonly Finding[];
}

type VerifyDeps = Pick<ServerDeps, 'db' | 'identity' | 'blobs'>;

/** Recomputes everything that hashes and signatures say of every organisation's logs. Reads only. */
export async function* verifyLog(
  deps: VerifyDeps,
  { hasPhotos }: { readonly hasPhotos: boolean },
): AsyncGenerator<VerifiedLog> {
  for (const organisation of await listOrganisations(deps.db))
    yield await verifyOrganisation(deps, organisation, hasPhotos);
}

async function verifyOrganisation(
  deps: VerifyDeps,
  organisation: VerifiedLog['organisation'],
  hasPhotos: boolean,
): Promise<VerifiedLog> {
  const { id } = organisation;
  const findings: Finding[] = [];
  const erased = await listErased(deps.db, id);
  const visits = await listVisits(deps.db, id);
  let lines = 0;
  for (const visit of visits) {
    const checked = await checkVisit(deps, id, visit, erased);
    lines += checked.lines;
    findings.push(...checked.findings);
  }
  const replicas = await listReplicas(deps.db, id);
  for (const replica of replicas) findings.push(...(await checkReplica(deps.db, id, replica)));
  const anchors = await checkAnchors(deps, id);
  findings.push(...anchors.findings);
  const photos = hasPhotos ? await checkPhotos(deps, id) : null;
  findings.push(...(photos?.findings ?? []));
  return {
    organisation,
    visits: visits.length,
    lines,
    replicas: replicas.length,
    photos: photos?.photos ?? null,
    anchors: anchors.digests,
    unsealed: (await findUnsealed(deps.db, id)).length,
    findings,
  };
}

async function checkPhotos(
  { db, blobs }: VerifyDeps,
  organisation: OrganisationId,
): Promise<{ readonly photos: number; readonly findings: readonly Finding[] }> {
  const held = await listHeldPhotos(db, organisation);
  const findings: Finding[] = [];
  for (const { visit, sha256 } of held) {
    if ((await wholeBytes({ blobs }, { organisation, visit, sha256 })) !== null) continue;
    const what = 'The photo’s bytes are gone, or not those that were sent.';
    findings.push({ organisation, where: `visit ${visit}, photo ${sha256}`, what });
  }
  return { photos: held.length, findings };
}
