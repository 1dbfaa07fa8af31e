import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { OrganisationId } from '#domain/ids.ts';
import { BackupKey, BackupKeyId } from '#protocol/backup/backup-key.ts';

const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** A private half as its file holds it. */
const KeyFile = z.looseObject({
  format: z.literal('tilik-backup-key'),
  version: z.literal(1),
  organisation: OrganisationId,
  id: BackupKeyId,
  publicKey: BackupKey.shape.publicKey,
  /** The private number, as a JWK has it. */
  d: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type KeyFile = z.infer<typeof KeyFile>;

function fileOf(folder: string, organisation: OrganisationId, id: BackupKeyId): string {
  return path.join(folder, `${organisation}.${id}.json`);
}

/** Readable by the server's user alone, and on the disk when this resolves: a backup must never be sealed to a key that may vanish. */
export async function writeKeyFile(folder: string, key: KeyFile): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const target = fileOf(folder, key.organisation, key.id);
  const draft = `${target}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(key, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, target);
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Null where there is no such file, or it is not what it should be. */
export async function readKeyFile(
  folder: string,
  organisation: OrganisationId,
  id: BackupKeyId,
): Promise<CryptoKey | null> {
  const text = await readFile(fileOf(folder, organisation, id), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const parsed = text === null ? null : KeyFile.safeParse(jsonOf(text));
  if (!parsed?.success || parsed.data.id !== id) return null;
  const jwk = { ...parsed.data.publicKey, d: parsed.data.d };
  return await crypto.subtle.importKey('jwk', jwk, ecdh, false, ['deriveBits']);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
