import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerProcess } from '../server-process.ts';
import { NodeTablet, signInTo } from './node-tablet.ts';

export interface ServerCounts {
  serverKills: number;
  databaseKills: number;
  changes: number;
  lostChanges: number;
  duplicatedChanges: number;
  photos: number;
  badPhotos: number;
}

/** Tablets write and send without a pause while the server, or its PostgreSQL, is killed and started again. */
export async function killServers(
  server: ServerProcess,
  plan: { readonly serverKills: number; readonly databaseKills: number; readonly tablets: number },
): Promise<ServerCounts> {
  const counts: ServerCounts = {
    serverKills: 0,
    databaseKills: 0,
    changes: 0,
    lostChanges: 0,
    duplicatedChanges: 0,
    photos: 0,
    badPhotos: 0,
  };
  const signedIn = await signInTo(server, 'asesor2');
  const tablets: NodeTablet[] = [];
  for (let at = 0; at < plan.tablets; at++) tablets.push(await NodeTablet.create(server, signedIn, `torture-${at}`));
  let isOver = false;
  const work = tablets.map(async (tablet) => {
    while (!isOver) await tablet.work(Math.random);
  });
  const kills = plan.serverKills + plan.databaseKills;
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 1_200));
    const ofDatabase = Math.floor(((kill + 1) * plan.databaseKills) / kills) > counts.databaseKills;
    if (ofDatabase) {
      process.kill(await postmasterOf(server), 'SIGKILL');
      await server.ended();
      counts.databaseKills += 1;
    } else {
      await server.kill();
      counts.serverKills += 1;
    }
    await server.start();
  }
  isOver = true;
  await Promise.all(work);
  for (const tablet of tablets) {
    await tablet.sendRest();
    const found = await tablet.compare();
    counts.changes += found.changes;
    counts.lostChanges += found.lost;
    counts.duplicatedChanges += found.duplicated;
    counts.photos += found.photos;
    counts.badPhotos += found.badPhotos;
    await tablet.close();
  }
  return counts;
}

async function postmasterOf(server: ServerProcess): Promise<number> {
  const text = await readFile(join(server.dataFolder, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}
