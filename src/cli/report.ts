import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderReport } from '#report/render/render-report-node.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { folderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { findVisitsByPrefix } from '#server/db/desk.ts';
import { makeVisitReport, type ReportFile } from '#server/report/visit-report.ts';
import { StartProblem } from '#server/start-problem.ts';
import { openDatabase } from './open-database.ts';
import { readArguments } from './report-arguments.ts';
import { configOfServer, runCommand } from './run-command.ts';

/** `npm run report -- VISIT --format pdf`: writes a visit's report from the server's own data. */
async function run(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
  const config = configOfServer();
  const { database: db, close } = await openDatabase(config);
  try {
    const [found, another] = await findVisitsByPrefix(db, asked.visit);
    if (found === undefined) throw new StartProblem(`There is no visit ${asked.visit}.`);
    if (another !== undefined)
      throw new StartProblem(`More than one visit begins with ${asked.visit}. Give more of its id.`);
    const { format, language, server } = asked;
    const blobs = folderBlobStore(evidenceFolders(config.dataFolder));
    const report = await makeVisitReport(
      { db, blobs },
      {
        ...found,
        format,
        language,
        madeAt: new Date(),
        serverAddress: server === null ? null : new URL(server).origin,
      },
      renderReport,
    );
    const file = path.resolve(asked.out ?? report.fileName);
    await writeReport(file, report.body);
    console.info(file);
  } finally {
    await close();
  }
}

async function writeReport(file: string, body: ReportFile['body']): Promise<void> {
  await writeFile(file, body).catch((error: NodeJS.ErrnoException) => {
    throw new StartProblem(`The file ${file} cannot be written (${error.code}).`);
  });
}

await runCommand(run);
