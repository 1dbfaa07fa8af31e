import * as z from 'zod/mini';
import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import { PublicKeyJwk } from '#domain/change/envelope.ts';

/** The first 16 hex digits of the SHA-256 of a public key's canonical JSON: short enough to be read out over the telephone. */
export const BackupKeyId = z
  .string()
  .check(z.regex(/^[0-9a-f]{16}$/))
  .brand<'BackupKeyId'>();
export type BackupKeyId = z.infer<typeof BackupKeyId>;

/** The public half of the key that an organisation's backups are sealed to; tablets keep it with the directory. */
export const BackupKey = z.looseObject({ id: BackupKeyId, publicKey: PublicKeyJwk });
export type BackupKey = z.infer<typeof BackupKey>;

export async function backupKeyIdOf(publicKey: PublicKeyJwk): Promise<BackupKeyId> {
  return BackupKeyId.parse((await sha256Hex(canonicalJson(publicKey))).slice(0, 16));
}
