import * as z from 'zod/mini';
import { Epoch, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import { StartProblem } from '../start-problem.ts';

/*
 * An archive is a line that names the format, then frames: a letter, the length (4 bytes, big-endian) and so many bytes.
 *   H  what and whose archive this is (JSON), first and once
 *   P  a part begins: a table, a photo or a key file (JSON)
 *   D  bytes of the part; C the same, deflated
 *   E  the part ends: its length and SHA-256 (JSON)
 *   Z  the archive ends: how many parts, and the SHA-256 of every byte before this frame (JSON)
 */
export const formatName = 'TILIK-ARCHIVE-';
export const formatVersion = 1;
export const firstLine: Buffer = Buffer.from(`${formatName}${formatVersion}\n`);
export const frameHeadBytes = 5;
/** No frame is longer: a damaged length must not be believed. */
export const frameLimit: number = 4 << 20;
/** So much of a part goes into one frame. */
export const pieceBytes: number = 1 << 20;

export const frameKinds = ['H', 'P', 'D', 'C', 'E', 'Z'] as const;
export type FrameKind = (typeof frameKinds)[number];

const Name = z.string().check(z.regex(/^[a-z_][a-z0-9_]*$/));

export const ArchiveHeader = z.object({
  madeAt: z.iso.datetime(),
  /** The Tilik version that made it, and the PostgreSQL it was made from. */
  app: z.string(),
  postgres: z.string(),
  /** Of the database it was made from; the restored one gets its own. */
  epoch: Epoch,
  /** What the schema of the tables is. */
  migrations: z.array(z.string()).check(z.minLength(1)),
  hasEvidence: z.boolean(),
  hasKeys: z.boolean(),
});
export type ArchiveHeader = z.infer<typeof ArchiveHeader>;

export const ArchivePart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table'), table: Name, columns: z.array(Name).check(z.minLength(1)) }),
  z.object({ kind: z.literal('photo'), organisation: OrganisationId, visit: VisitId, sha256: Sha256 }),
  z.object({ kind: z.literal('key'), name: z.string().check(z.regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/)) }),
]);
export type ArchivePart = z.infer<typeof ArchivePart>;

export const PartEnd = z.object({ bytes: z.int(), sha256: Sha256 });
export const ArchiveEnd = z.object({ parts: z.int(), sha256: Sha256 });

/** The archive cannot be used. Nothing was restored. */
export class ArchiveRefused extends StartProblem {}

export function damagedAt(position: number, what: string): ArchiveRefused {
  return new ArchiveRefused(
    `The archive is damaged at byte ${position}: ${what} Nothing was restored from it. Use another copy of it.`,
  );
}

export function truncatedAt(position: number): ArchiveRefused {
  return new ArchiveRefused(
    `The archive ends in the middle, at byte ${position}: it was cut off when it was made or copied. Nothing was restored from it. Use another copy of it.`,
  );
}
