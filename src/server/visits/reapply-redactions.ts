import { type Erasure, redactionText } from '#domain/change/redaction.ts';
import type { ChangeId, VisitId } from '#domain/ids.ts';
import { erasePhotos } from '../blobs/erase-photos.ts';
import { awaitRedaction, noteErasedPhotos } from '../db/redactions.ts';
import { lockVisit } from '../db/visits.ts';
import { adoptLate } from './adopt-late.ts';
import { eraseChanges, photosOf } from './erase-changes.ts';
import type { Pusher } from './pusher.ts';
import { loadFromRow } from './read-log.ts';
import type { RedactionDeps } from './redact.ts';

/**
 * After a restore: redactions that tablets still know of are carried out again, on this server's own word from before. One whose change
 * is not here waits for it. @returns how many lines are new.
 */
export async function reapplyRedactions(
  deps: RedactionDeps,
  actor: Pick<Pusher, 'organisation'>,
  visit: VisitId,
  redactions: ReadonlyMap<ChangeId, Erasure>,
): Promise<number> {
  const { organisation } = actor;
  const proven = new Map(
    [...redactions].filter(
      ([change, erasure]) =>
        erasure.signature !== undefined &&
        deps.identity.verify('redaction', redactionText({ organisation, visit, change }, erasure), erasure.signature),
    ),
  );
  if (proven.size === 0) return 0;
  const at = deps.clock();
  const lines = await deps.db.transaction(async (tx) => {
    const row = await lockVisit(tx, organisation, visit);
    const state = row && (await loadFromRow(tx, organisation, row)).state;
    const here = new Map(
      [...(state?.registers.values() ?? [])].flatMap(({ changes }) => changes.map((c) => [c.id, c])),
    );
    const open = [...proven].filter(([id]) => here.get(id)?.erasure === undefined);
    const erasures = new Map(open.filter(([id]) => here.has(id)));
    awaitRedaction(tx, organisation, visit, new Map(open.filter(([id]) => !here.has(id))));
    noteErasedPhotos(tx, organisation, visit, photosOf(proven.values()));
    if (row !== null && erasures.size > 0) {
      eraseChanges(tx, organisation, row, erasures, at);
      const lines = [...erasures].map(([change, erasure]) => ({
        seq: 0,
        kind: 'redaction' as const,
        change,
        ...erasure,
      }));
      await adoptLate(tx, deps.identity, organisation, row, lines, at);
    }
    return erasures.size;
  });
  const photos = [...photosOf(proven.values()).keys()];
  await erasePhotos(
    deps,
    photos.map((sha256) => ({ organisation, visit, sha256 })),
  );
  if (lines > 0) {
    deps.pokes.moved(organisation, [visit]);
    deps.summaries.refreshSoon(organisation, [visit]);
  }
  return lines;
}
