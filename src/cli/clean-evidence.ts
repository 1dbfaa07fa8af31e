import { parseArgs } from 'node:util';
import { checkOldest } from '#server/blobs/check-evidence.ts';
import { cleanEvidence, usualAges } from '#server/blobs/clean-evidence.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { folderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { StartProblem } from '#server/start-problem.ts';
import { openDatabase } from './open-database.ts';
import { configOfServer, runCommand } from './run-command.ts';

const dayMs = 86_400_000;
const usage = `Usage: npm run clean-evidence -- [--to-trash-after DAYS] [--delete-after DAYS]
Photos that no change ever named go into the trash after ${usualAges.toTrashMs / dayMs} days, and for good ${usualAges.inTrashMs / dayMs} days later.`;

/** `npm run clean-evidence`: what the server does every six hours, now. It may run beside the server. */
async function run(): Promise<void> {
  const ages = readAges(process.argv.slice(2));
  const config = configOfServer();
  const { database: db, close } = await openDatabase(config);
  try {
    const deps = { db, blobs: folderBlobStore(evidenceFolders(config.dataFolder)), clock: () => new Date() };
    const { trashed, broughtBack, deleted } = await cleanEvidence(deps, ages);
    const { checked, damaged } = await checkOldest(deps);
    console.info(
      `to trash ${trashed} brought back ${broughtBack} deleted ${deleted} checked ${checked} damaged ${damaged}`,
    );
  } finally {
    await close();
  }
}

/** At least a day: a tablet may be between its photo and the change that names it. */
function readAges(given: readonly string[]): typeof usualAges {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: { 'to-trash-after': { type: 'string' }, 'delete-after': { type: 'string' } },
    });
    return {
      toTrashMs: daysOf(values['to-trash-after'], usualAges.toTrashMs),
      inTrashMs: daysOf(values['delete-after'], usualAges.inTrashMs),
    };
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function daysOf(text: string | undefined, usualMs: number): number {
  if (text === undefined) return usualMs;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Error('Days are a whole number from 1.');
  return Number(text) * dayMs;
}

await runCommand(run);
