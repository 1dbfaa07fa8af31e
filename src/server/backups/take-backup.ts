import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { PhotoPiece } from '#protocol/backup/contents.ts';
import { type BackupHeader, findHeader } from '#protocol/backup/header.ts';
import { type OpenedFrame, openFrames } from '#protocol/backup/open-backup.ts';
import type { BackupReport } from '#protocol/backups.ts';
import { Problem } from '#protocol/problems.ts';
import { findBackup, insertBackup } from '../db/backups.ts';
import type { ServerDeps } from '../deps.ts';
import type { Pusher } from '../visits/pusher.ts';
import { keepEvidence, requireContributor } from '../visits/take-in-evidence.ts';
import { damageOf } from './damage.ts';
import { arrivedBytes, forgetIncoming, incomingFile, openSource } from './incoming.ts';
import { PhotoPieces } from './photo-pieces.ts';
import { ReportDraft } from './report-draft.ts';
import { takeBatch } from './take-batch.ts';

/**
 * Takes in a file whose bytes have arrived, on behalf of its author, whoever brings it. What is whole is taken; what is not is named
 * in the report. The same file again changes nothing.
 */
export async function takeBackup(deps: ServerDeps, bearer: Pusher, id: string): Promise<BackupReport> {
  const known = await findBackup(deps.db, bearer, id);
  if (known !== null) return known;
  const file = incomingFile(deps.uploadFolder, bearer, id);
  if ((await arrivedBytes(file)) === 0) throw new Problem('notFound', { detail: 'None of its bytes are here.' });
  const opened = await openSource(file);
  try {
    const report = await takeFile(deps, bearer, id, opened.source);
    await insertBackup(deps.db, bearer.organisation, report);
    await forgetIncoming(file);
    return (await findBackup(deps.db, bearer, id)) ?? report;
  } catch (error) {
    // A fault of ours: the next attempt finds the file here.
    if (error instanceof Problem) await forgetIncoming(file);
    throw error;
  } finally {
    await opened.close();
  }
}

async function takeFile(
  deps: ServerDeps,
  bearer: Pusher,
  id: string,
  source: Awaited<ReturnType<typeof openSource>>['source'],
): Promise<BackupReport> {
  const found = await findHeader(source);
  if (found.kind === 'none') throw new Problem('notABackup');
  if (found.kind === 'newer') throw new Problem('wrongProtocol', { detail: `The file has version ${found.version}.` });
  const { header } = found;
  if (header.organisation !== bearer.organisation) throw new Problem('otherOrganisation');
  const privateKey = await deps.backupKeys.privateKey(bearer.organisation, header.key);
  if (privateKey === null) throw new Problem('keyUnknown', { detail: `The file is sealed to the key ${header.key}.` });
  const taking = new Taking(deps, bearer, header);
  try {
    for await (const frame of openFrames(source, found, privateKey)) await taking.take(frame);
  } finally {
    await taking.end();
  }
  if (!taking.hasOpened) throw new Problem('backupDamaged');
  return taking.report(id, source.bytes, found.isRepaired);
}

/** One file while it is read. */
class Taking {
  readonly #deps: ServerDeps;
  readonly #bearer: Pusher;
  readonly #header: BackupHeader;
  readonly #draft = new ReportDraft();
  readonly #read = new Set<number>();
  readonly #pieces: PhotoPieces;
  readonly #photosNamed = new Set<string>();
  #manifest: Parameters<typeof damageOf>[2] = null;

  constructor(deps: ServerDeps, bearer: Pusher, header: BackupHeader) {
    this.#deps = deps;
    this.#bearer = bearer;
    this.#header = header;
    this.#pieces = new PhotoPieces(path.join(deps.uploadFolder, `backup-photo~${randomUUID()}`));
  }

  get hasOpened(): boolean {
    return this.#read.size > 0;
  }

  async take({ index, record }: OpenedFrame): Promise<void> {
    this.#read.add(index);
    if (record?.kind === 'manifest') this.#manifest = record.manifest;
    if (record?.kind === 'batch') await this.#batch(record.batch);
    if (record?.kind === 'photo') await this.#photo(record.about, record.bytes);
  }

  async end(): Promise<void> {
    await this.#pieces.end();
  }

  report(id: string, bytes: number, isRepaired: boolean): BackupReport {
    for (const { visit, pressedAt } of this.#manifest?.submits ?? []) this.#draft.submit(visit, pressedAt);
    const { isProven, visits, forgedBatches, unreadableChanges } = this.#draft;
    return {
      kind: 'backupReport',
      id,
      handedInAt: this.#deps.clock().toISOString(),
      handedInBy: this.#bearer.person,
      bytes,
      header: this.#header,
      isProven,
      visits: [...visits],
      forgedBatches,
      unreadableChanges,
      damage: damageOf(this.#header.counts.frames, this.#read, this.#manifest, isRepaired),
    };
  }

  async #batch(raw: unknown): Promise<void> {
    const { organisation, author } = this.#header;
    const taken = await takeBatch(this.#deps, organisation, author, raw);
    if (taken === null) {
      this.#draft.forgedBatches += 1;
      return;
    }
    this.#draft.batch(taken);
    for (const photo of taken.photos) this.#photosNamed.add(photo);
  }

  async #photo(piece: PhotoPiece, bytes: Uint8Array): Promise<void> {
    const { visit, sha256, mime } = piece;
    const whole = await this.#pieces.add(piece, bytes);
    if (whole === null) return;
    const { organisation, author: person } = this.#header;
    try {
      // A photo is wanted where a change of this very file names it, and from those who may send photos of the visit.
      if (!this.#photosNamed.has(`${visit}/${sha256}`)) await this.#requireContributor(piece);
      const isNew = await keepEvidence(this.#deps, { organisation, person }, { visit, sha256, mime, file: whole.file });
      this.#draft.photo(visit, isNew);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#draft.refusedPhoto(visit, sha256, error.code);
    }
  }

  async #requireContributor({ visit }: PhotoPiece): Promise<void> {
    const { organisation, author: person } = this.#header;
    if (!this.#draft.isProven) throw new Problem('notAllowed');
    await requireContributor(this.#deps.db, { organisation, person, roles: [] }, visit);
  }
}
