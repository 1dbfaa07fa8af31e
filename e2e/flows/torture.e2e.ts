import { expect, test } from '../fixtures.ts';
import { killBrowsers } from '../torture/browser-kills.ts';
import { cutUploads } from '../torture/cut-uploads.ts';
import { killServers } from '../torture/server-kills.ts';

// The short form of `npm run torture`.

test('a browser killed while answering and photographing loses nothing that it called saved', async ({ server }) => {
  const counts = await killBrowsers(server, { kills: 6, profiles: 1, wipeEvery: 3, photoEvery: 4 });
  expect(counts.savedAnswers).toBeGreaterThan(0);
  expect(counts.wipes).toBeGreaterThan(0);
  expect(counts).toMatchObject({
    lostOnTablet: 0,
    lostOnServer: 0,
    lostPhotos: 0,
    damagedPhotos: 0,
    untold: 0,
    faults: [],
  });
});

test('a server and a PostgreSQL killed while tablets send lose and double nothing', async ({ server }) => {
  const counts = await killServers(server, { serverKills: 1, databaseKills: 1, tablets: 2 });
  expect(counts.changes).toBeGreaterThan(0);
  expect(counts).toMatchObject({ databaseKills: 1, lostChanges: 0, duplicatedChanges: 0, badPhotos: 0 });
});

test('uploads that break at random bytes arrive whole', async ({ server }) => {
  const counts = await cutUploads(server, { cuts: 10 });
  expect(counts.cuts).toBeGreaterThanOrEqual(10);
  expect(counts.differing).toBe(0);
});
