import { parseArgs } from 'node:util';
import { type VerifiedLog, verifyLog } from '#server/audit/verify-log.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { folderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { openServerIdentity } from '#server/db/server-identity.ts';
import { StartProblem } from '#server/start-problem.ts';
import { openDatabase } from './open-database.ts';
import { configOfServer, runCommand } from './run-command.ts';

const usage = `Usage: npm run verify-log -- [--anchor DIGEST] [--without-photos]
Recomputes every hash and signature of every visit's log and names what was altered. --anchor: the digest of an anchor as it was
printed or mailed (its first 16 characters are enough); what it pins cannot have been altered since.`;

/** At so many findings the rest is counted only. */
const shown = 20;

/** `npm run verify-log`: exit code 1 when anything was altered. It may run beside the server, and changes nothing. */
async function run(): Promise<void> {
  const { anchor, hasPhotos } = readArguments(process.argv.slice(2));
  const config = configOfServer();
  const { database: db, close } = await openDatabase(config, { asItIs: true });
  try {
    const { rows } = await db.query<{ is_there: boolean }>(`SELECT to_regclass('log_anchor') IS NOT NULL AS is_there`);
    if (rows[0]?.is_there !== true)
      throw new StartProblem('The database is of an older Tilik: start the server once, which brings it up to date.');
    const blobs = folderBlobStore(evidenceFolders(config.dataFolder));
    let isAnchorFound = false;
    for await (const verified of verifyLog({ db, blobs, identity: await openServerIdentity(db) }, { hasPhotos })) {
      tell(verified);
      if (anchor !== null) isAnchorFound ||= tellAnchor(verified, anchor);
    }
    if (anchor !== null && !isAnchorFound) {
      console.error(`No anchor here begins with ${anchor}: the logs are not those that it was made of.`);
      process.exitCode = 1;
    }
  } finally {
    await close();
  }
}

function tell({ organisation, findings, ...counts }: VerifiedLog): void {
  const photos = counts.photos === null ? 'photos not read' : `${counts.photos} photos`;
  console.info(
    `${organisation.name}: ${counts.visits} visits, ${counts.lines} lines, ${counts.replicas} replicas, ${counts.anchors.length} anchors, ${photos}: altered ${findings.length}`,
  );
  if (counts.unsealed > 0)
    console.info(
      `  ${counts.unsealed} changes came by a backup file or back from a tablet: no replica's signature covers them here.`,
    );
  if (findings.length === 0) return;
  for (const { where, what } of findings.slice(0, shown)) console.error(`  ${where}: ${what}`);
  if (findings.length > shown) console.error(`  … and ${findings.length - shown} more.`);
  process.exitCode = 1;
}

function tellAnchor({ organisation, anchors, findings }: VerifiedLog, digest: string): boolean {
  const at = anchors.findIndex((known) => known.startsWith(digest));
  if (at === -1) return false;
  console.info(
    `  The anchor ${digest} is number ${at + 1} of ${organisation.name}${findings.length === 0 ? ': everything up to it is as it was.' : '.'}`,
  );
  return true;
}

function readArguments(given: readonly string[]): { readonly anchor: string | null; readonly hasPhotos: boolean } {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: { anchor: { type: 'string' }, 'without-photos': { type: 'boolean' } },
    });
    const anchor = values.anchor?.toLowerCase().replaceAll(/[\s-]/g, '') ?? null;
    if (anchor !== null && !/^[0-9a-f]{16,64}$/.test(anchor))
      throw new Error('A digest has 16 to 64 characters from 0 to 9 and a to f.');
    return { anchor, hasPhotos: values['without-photos'] !== true };
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

await runCommand(run);
