/** Starts the PostgreSQL of the data folder named as the argument, says so, and holds it until this process is ended. */

import { startOwnPostgres } from '#server/db/postgres/own-postgres.ts';
import { StartProblem } from '#server/start-problem.ts';

try {
  const postgres = await startOwnPostgres({ dataFolder: process.argv[2] ?? '', log: () => {} });
  console.info(JSON.stringify(postgres.connection));
  await postgres.lost;
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
