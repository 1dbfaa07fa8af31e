import { toHex } from '#domain/canonical.ts';
import { createChange } from '#domain/change/change.ts';
import { PublicKeyJwk } from '#domain/change/envelope.ts';
import { OrganisationId, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { type BackupKey, backupKeyIdOf } from '#protocol/backup/backup-key.ts';
import { type BackupAbout, type BackupContents, sealBackup } from '#protocol/backup/seal-backup.ts';
import type { SealedBatch } from '#protocol/sync.ts';

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

export async function aBackupKey(): Promise<{ readonly key: BackupKey; readonly privateKey: CryptoKey }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const publicKey = PublicKeyJwk.parse({ kty, crv, x, y });
  return { key: { id: await backupKeyIdOf(publicKey), publicKey }, privateKey: pair.privateKey };
}

/** What a backup says of itself, of people and an organisation that exist only here. */
export function aboutBackup(given: Partial<BackupAbout> = {}): BackupAbout {
  return {
    organisation: OrganisationId.parse(crypto.randomUUID()),
    author: PersonId.parse(crypto.randomUUID()),
    device: 'Tablet',
    madeAt: '2026-03-02T10:00:00Z',
    ...given,
  };
}

/** Batches of some changes, unsigned: the format does not look at signatures. */
export async function someBatches(count: number, about: BackupAbout): Promise<readonly SealedBatch[]> {
  const visit = VisitId.parse(crypto.randomUUID());
  const replica = ReplicaId.parse(crypto.randomUUID());
  const { key } = await aBackupKey();
  const { organisation, author } = about;
  return await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const change = await createChange(
        {
          organisation,
          visit,
          register: 'visit/remark',
          value: { text: `Catatan ${at}` },
          parents: [],
          seen: { n: 0, status: 'draft' },
          at: about.madeAt,
          author,
        },
        random,
      );
      const signature = '0'.repeat(128);
      return {
        organisation,
        replica,
        publicKey: key.publicKey,
        firstN: at + 1,
        prev: null,
        signature,
        changes: [change],
      };
    }),
  );
}

export async function somePhoto(bytes: number, visit: VisitId): Promise<BackupContents['photos'][number]> {
  const data = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) data.set(random(Math.min(65_536, bytes - at)), at);
  data.set([0xff, 0xd8, 0xff]);
  const sha256 = Sha256.parse(toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', data))));
  return { visit, sha256, bytes, mime: 'image/jpeg', read: async () => data };
}

export async function sealedFile(
  key: BackupKey,
  about: BackupAbout,
  contents: BackupContents,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of sealBackup(key, about, contents, random)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
