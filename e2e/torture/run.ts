import { parseArgs } from 'node:util';
import { ServerProcess } from '../server-process.ts';
import { type BrowserCounts, killBrowsers } from './browser-kills.ts';
import { cutUploads } from './cut-uploads.ts';
import { killServers } from './server-kills.ts';

/** Kills of the browser, of the server and of its PostgreSQL; cuts of uploads. One start in `wipe` finds IndexedDB gone. */
const wanted = { browsers: 1000, profiles: 20, wipe: 10, photos: 4, servers: 100, databases: 20, cuts: 200 };
const { values } = parseArgs({
  options: Object.fromEntries(Object.keys(wanted).map((name) => [name, { type: 'string' as const }])),
});
const amount = { ...wanted, ...Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)])) };

const server = await ServerProcess.create({ demo: true });
const began = Date.now();
let lost = 0;
try {
  if (amount.cuts > 0) {
    const uploads = await cutUploads(server, { cuts: amount.cuts });
    print('uploads', uploads);
    lost += uploads.differing;
  }
  if (amount.servers + amount.databases > 0) {
    const plan = { serverKills: amount.servers, databaseKills: amount.databases, tablets: 5 };
    const servers = await killServers(server, plan);
    print('servers', servers);
    lost += servers.lostChanges + servers.duplicatedChanges + servers.badPhotos;
  }
  if (amount.browsers > 0) {
    const { browsers: kills, profiles, wipe: wipeEvery, photos: photoEvery } = amount;
    const onKill = (now: BrowserCounts): void => void (now.kills % 10 === 0 && printBrowsers(now));
    const browsers = await killBrowsers(server, { kills, profiles, wipeEvery, photoEvery, onKill });
    printBrowsers(browsers);
    const { lostOnTablet, lostOnServer, lostPhotos, damagedPhotos, untold } = browsers;
    lost += lostOnTablet + lostOnServer + lostPhotos + damagedPhotos + untold;
  }
  console.info(`lost ${lost}`);
  process.exitCode = lost > 0 ? 1 : 0;
} finally {
  await server.remove();
}

function print(what: string, counts: object): void {
  console.info(`${Math.round((Date.now() - began) / 1000)} s ${what}`, JSON.stringify(counts));
}

function printBrowsers({ savedMs, faults, ...numbers }: BrowserCounts): void {
  print('browsers', { ...numbers, savedMs: median(savedMs) });
  for (const fault of faults.slice(-3)) console.info(`  ${fault}`);
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0);
}
