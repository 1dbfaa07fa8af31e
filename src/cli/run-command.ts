import { existsSync } from 'node:fs';
import { Problem } from '#protocol/problems.ts';
import { readConfig, type ServerConfig } from '#server/config.ts';
import { StartProblem } from '#server/start-problem.ts';

/** Runs a command of the server's machine: what the person can mend is one sentence, anything else is told whole; both end with exit code 1. */
export async function runCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(sentenceOf(error) ?? error);
    process.exitCode = 1;
  }
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof Problem) return error.detail ?? error.code;
  return error instanceof StartProblem ? error.message : null;
}

/**
 * The settings of the server whose data the command is about.
 * @throws StartProblem where no server has kept anything yet
 */
export function configOfServer(): ServerConfig {
  const config = readConfig(process.env);
  if (config.databaseUrl === null && !existsSync(config.dataFolder))
    throw new StartProblem(
      `There is no data folder ${config.dataFolder}. Set DATA_DIR to the server's, or DATABASE_URL.`,
    );
  return config;
}
