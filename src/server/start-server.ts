import { existsSync } from 'node:fs';
import path from 'node:path';
import { createServerApp } from './app.ts';
import { readSetupState } from './auth/set-up.ts';
import type { ServerConfig } from './config.ts';
import { connectDatabase } from './connect-database.ts';
import { findUnfinishedSeeding } from './db/demo-seeding.ts';
import type { ServerDeps } from './deps.ts';
import { type DoorLimits, openDoor } from './door.ts';
import type { Log } from './log.ts';
import { openServerDeps } from './open-deps.ts';

const builtApp = path.resolve(import.meta.dirname, '../../dist/app');

export interface RunningServer {
  /** Settles when the database is gone for good. */
  readonly lost: Promise<void>;
  /** Finishes what is under way, then closes the door, the app and the database, in this order. */
  stop(): Promise<void>;
}

export async function startServer(config: ServerConfig, log: Log, limits?: DoorLimits): Promise<RunningServer> {
  const say = (message: string) => log({ level: 'info', message });
  const appFolder = existsSync(path.join(builtApp, 'index.html')) ? builtApp : null;
  if (appFolder === null) say('The app has not been built, so only the API is served. "npm run build" makes it.');

  const door = await openDoor(config, limits);
  const closing = [door.close];
  const stop = async () => {
    for (const close of closing) await close();
  };
  try {
    const { database, lost, close } = await connectDatabase(config, say);
    closing.push(close);
    const { dataFolder, keysFolder, trustProxy } = config;
    const opened = await openServerDeps({ db: database, dataFolder, keysFolder, appFolder, trustProxy, log });
    closing.splice(1, 0, opened.close);
    await seedDemoIfAsked(opened.deps, config, say);
    door.answerWith(createServerApp(opened.deps).fetch);
    say(`Tilik is ready at ${door.url}`);
    return { lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Only an empty database is filled; a demonstration whose making was cut off is finished. */
async function seedDemoIfAsked(deps: ServerDeps, config: ServerConfig, say: (message: string) => void): Promise<void> {
  const isCutOff = (await findUnfinishedSeeding(deps.db)) !== null;
  const password = (await readSetupState(deps.db)).isSetUp ? null : config.demoPassword;
  if (!isCutOff && password === null) return;
  say('Making the demonstration organisation …');
  // Loaded only when there is something to make: every other start is quicker without it.
  const { resumeDemo, seedDemo } = await import('./demo/seed-demo.ts');
  if (isCutOff) await resumeDemo(deps);
  else if (password !== null) await seedDemo(deps, { password });
}
