import { Hono } from 'hono';
import { Sha256 } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import type { EvidenceList, EvidenceStatus } from '#protocol/sync.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { BlobAddress } from '../blobs/blob-store.ts';
import { checkEvidence } from '../blobs/check-evidence.ts';
import { createEvidenceUploads, uploadsPath } from '../blobs/evidence-uploads.ts';
import type { Queryable } from '../db/database.ts';
import { findEvidence, listEvidence, noteCheck } from '../db/evidence.ts';
import { findPhotoVisit } from '../db/mergers.ts';
import { isErasedPhoto } from '../db/redactions.ts';
import type { ServerDeps } from '../deps.ts';
import { requireReader, requireReaderOrContributor, visitOf } from '../visits/visit-access.ts';

/** A photo is shown and does nothing else, even if its bytes turned out to be something other than a photo. */
const inert = {
  'content-type': 'image/jpeg',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  // Asked about each time: a photo that was erased must not come out of a browser's cache.
  'cache-control': 'private, no-cache',
} as const;

export function evidenceRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const { db } = deps;
  const uploads = createEvidenceUploads(deps, deps.uploadLocker);

  app.on(['POST', 'OPTIONS'], uploadsPath, requireSession(db), (c) => uploads.handle(c.req.raw, c.get('signedIn')));
  app.on(['PATCH', 'DELETE', 'OPTIONS'], `${uploadsPath}/:upload`, requireSession(db), (c) =>
    uploads.handle(c.req.raw, c.get('signedIn')),
  );
  // Hono looks a HEAD up among the routes of GET. The bytes of an unfinished upload are given to nobody.
  app.get(`${uploadsPath}/:upload`, requireSession(db), (c) => {
    if (c.req.method !== 'HEAD') throw new Problem('methodNotAllowed', { detail: 'It takes HEAD, PATCH and DELETE.' });
    return uploads.handle(c.req.raw, c.get('signedIn'));
  });

  app.get('/api/visits/:visit/evidence/:sha256', requireSession(db), async (c) => {
    const { organisation } = c.get('signedIn');
    const visit = visitOf(c.req.param('visit'));
    const sha256 = sha256Of(c.req.param('sha256'));
    await requireReader(db, c.get('signedIn'), visit);
    const address = await photoAddress(db, { organisation, visit, sha256 });
    const row = await findEvidence(db, address);
    const blob = row === null ? null : await deps.blobs.read(address);
    if (row !== null && blob === null) await noteCheck(db, address, false, deps.clock());
    if (blob === null) throw new Problem('notFound');
    const etag = `"${sha256}"`;
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, { ...inert, etag });
    return c.body(blob.stream(), 200, { ...inert, etag, 'content-length': String(blob.bytes) });
  });

  app.get('/api/visits/:visit/evidence/:sha256/status', requireSession(db), async (c) => {
    const visit = visitOf(c.req.param('visit'));
    const sha256 = sha256Of(c.req.param('sha256'));
    // Who was removed meanwhile still has to learn that the photos taken before have arrived.
    await requireReaderOrContributor(db, c.get('signedIn'), visit);
    // The bytes are read again: a tablet lets go of its own copy by this answer.
    const { organisation } = c.get('signedIn');
    const address = await photoAddress(db, { organisation, visit, sha256 });
    const found = await checkEvidence(deps, address);
    const erased = found === null && (await isErasedPhoto(db, address)) ? { erased: true } : {};
    const at = deps.clock().toISOString();
    const status = {
      kind: 'evidence',
      sha256,
      held: found !== null,
      ...found,
      ...erased,
      at,
    } as const satisfies EvidenceStatus;
    return c.json(status, 200, { 'cache-control': 'no-store' });
  });

  app.get('/api/visits/:visit/evidence', requireSession(db), async (c) => {
    const visit = visitOf(c.req.param('visit'));
    await requireReaderOrContributor(db, c.get('signedIn'), visit);
    const photos = (await listEvidence(db, c.get('signedIn').organisation, visit)).map((row) => ({
      sha256: row.sha256,
      bytes: row.bytes,
      receivedAt: row.received_at.toISOString(),
      ...(row.damaged_at === null ? {} : { damagedSince: row.damaged_at.toISOString() }),
    }));
    const list = { kind: 'evidence-list', photos } as const satisfies EvidenceList;
    return c.json(list, 200, { 'cache-control': 'no-store' });
  });

  return app;
}

/** The photos of a visit that was merged into this one stay where they are. */
async function photoAddress(db: Queryable, address: BlobAddress): Promise<BlobAddress> {
  return { ...address, visit: await findPhotoVisit(db, address) };
}

function sha256Of(text: string | undefined): Sha256 {
  const sha256 = Sha256.safeParse(text);
  if (!sha256.success) throw new Problem('notFound');
  return sha256.data;
}
