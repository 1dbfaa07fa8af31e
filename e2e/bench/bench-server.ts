import { readConfig } from '#server/config.ts';
import { connectDatabase } from '#server/connect-database.ts';
import { publishInstruments } from '#server/directory/publish-instruments.ts';
import { published } from '#testing/answered-visit.ts';
import { generatedInstrument } from '#testing/generated-instrument.ts';
import { ServerProcess } from '../server-process.ts';

/** How the visits that are measured name their instrument in the list. */
export const instruments = {
  real: 'Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2023 (v1)',
  of100: 'Instrumen 100 indikator (v1)',
  of400: 'Instrumen 400 indikator (v1)',
} as const;

/** The real server with the demonstration; the generated instruments are published to its database as the shipped ones are. */
export async function startBenchServer(): Promise<ServerProcess> {
  const server = await ServerProcess.create({ demo: true });
  try {
    await server.stop();
    await publishGenerated(server.dataFolder);
    await server.start();
    return server;
  } catch (error) {
    await server.remove();
    throw error;
  }
}

async function publishGenerated(dataFolder: string): Promise<void> {
  const base = await published('ombudsman-2023');
  const config = readConfig({ ...process.env, DATA_DIR: dataFolder });
  const { database, close } = await connectDatabase(config, () => undefined);
  try {
    await publishInstruments(
      database,
      [100, 400].map((indicators) => generatedInstrument(base, indicators, 'of-office')),
    );
  } finally {
    await close();
  }
}
