import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { VisitId } from '#domain/ids.ts';
import { exportVisit } from '#server/audit/export-visit.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { folderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { listOrganisations } from '#server/db/audit.ts';
import { openServerIdentity } from '#server/db/server-identity.ts';
import { StartProblem } from '#server/start-problem.ts';
import { openDatabase } from './open-database.ts';
import { configOfServer, runCommand } from './run-command.ts';

const usage = `Usage: npm run audit-export -- VISIT FOLDER
Writes one visit with everything that proves it, and a program that checks it without Tilik: node FOLDER/verify-visit.mjs.`;

/** `npm run audit-export`: may run beside the server, and changes nothing in it. */
async function run(): Promise<void> {
  const { visit, folder } = readArguments(process.argv.slice(2));
  if (existsSync(folder)) throw new StartProblem(`The folder ${folder} is there already. Choose another name.`);
  const config = configOfServer();
  const { database: db, close } = await openDatabase(config);
  try {
    const blobs = folderBlobStore(evidenceFolders(config.dataFolder));
    const deps = { db, blobs, identity: await openServerIdentity(db), clock: () => new Date() };
    for (const { id: organisation } of await listOrganisations(db)) {
      const made = await exportVisit(deps, { organisation, visit }, folder);
      if (made === null) continue;
      console.info(
        `${folder}: ${made.lines} lines, ${made.photos} photos. Check it with: node ${folder}/verify-visit.mjs`,
      );
      console.info('It holds what people said and who they are: hand it to the auditor only.');
      for (const sha256 of made.missing) console.error(`  Missing on the server: photo ${sha256}`);
      if (made.missing.length > 0) process.exitCode = 1;
      return;
    }
    throw new StartProblem(`There is no visit ${visit}.`);
  } finally {
    await close();
  }
}

function readArguments(given: readonly string[]): { readonly visit: VisitId; readonly folder: string } {
  try {
    const { positionals } = parseArgs({ args: [...given], allowPositionals: true });
    const [named, folder] = positionals;
    if (named === undefined || folder === undefined || positionals.length > 2)
      throw new Error('A visit and a folder are needed.');
    const visit = VisitId.safeParse(named);
    if (!visit.success) throw new Error(`"${named}" is no visit's id.`);
    return { visit: visit.data, folder: path.resolve(folder) };
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

process.umask(0o077);
await runCommand(run);
