import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { releasedArchive, releasedTablet } from '#testing/fixtures/released.ts';
import { layDatabase } from '#testing/fixtures/stored-database.ts';
import { expect, test } from '../fixtures.ts';
import { signInAgain } from '../pages/sign-in.ts';
import { beginSmallVisit, officePart } from '../pages/small-visit.ts';
import { VisitPage } from '../pages/visit.ts';
import { ServerProcess } from '../server-process.ts';

const oldTab = 'Versi baru sudah dipasang di tab lain';
const note = 'Papan alur terhalang lemari arsip.';

/** The versions of this browser's databases. */
async function schemas(page: Page): Promise<readonly (number | undefined)[]> {
  return await page.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version));
}

async function offered(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByText('Versi baru tersedia')).toBeVisible();
}

async function install(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pasang sekarang' }).click();
  await expect(page.getByText('Versi baru tersedia')).toBeHidden();
}

async function isInstalled(page: Page, version: string): Promise<void> {
  await page.goto('/akun');
  await expect(page.getByRole('definition').filter({ hasText: /^\d+\.\d+\.\d+$/ })).toHaveText(version);
}

async function allSent(page: Page): Promise<void> {
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);
}

test('what one tab answers stands in the other, and neither contradicts it', async ({ devices }) => {
  const one = await devices.as('asesor1');
  const visit = await beginSmallVisit(one, { letter: 'ST/601/PC/XI/2026' });
  await visit.goTo(officePart);
  const other = await one.context().newPage();
  await other.goto(one.url());
  const there = new VisitPage(other);
  await one.context().setOffline(true);
  const [here, there1] = [visit.cards.first().getByRole('radio'), there.cards.first().getByRole('radio')];
  for (let round = 0; round < 3; round++) {
    await here.nth(0).check();
    await expect(there1.nth(0)).toBeChecked();
    await there1.nth(1).check();
    await expect(here.nth(1)).toBeChecked();
  }
  await expect(one.getByText(/berbeda/)).toHaveCount(0);
  // One of them sends, and the other takes that over when it goes.
  const leaders = async (): Promise<number> =>
    await other.evaluate(
      async () => (await navigator.locks.query()).held?.filter(({ name }) => name?.endsWith('/leader')).length ?? 0,
    );
  expect(await leaders()).toBe(1);
  await one.close();
  await other.context().setOffline(false);
  await allSent(other);
  expect(await leaders()).toBe(1);
});

test('a new version with another schema comes during a visit that another tab has open: nothing is lost, the person is asked', async ({
  devices,
  server,
}) => {
  const writing = await devices.as('asesor1');
  const visit = await beginSmallVisit(writing, { letter: 'ST/602/PC/XI/2026' });
  await visit.goTo(officePart);
  await visit.cards.first().getByRole('radio').first().check();
  await visit.isSaved();
  const [before] = await schemas(writing);
  const other = await writing.context().newPage();
  await other.goto('/');

  await server.upgrade('0.6.1', { raisesSchema: true });
  await offered(other);
  // The visit goes on under the old version, and is not asked anything.
  const card = visit.cards.nth(1);
  const earlier = await visit.score();
  await card.getByRole('radio').first().check();
  await expect.poll(() => visit.score()).not.toBe(earlier);
  await card.getByRole('button', { name: 'Catatan' }).click();
  await card.getByLabel('Catatan').fill(note);
  const [address, score] = [writing.url(), await visit.score()];

  await install(other);
  const dialog = writing.getByRole('dialog', { name: oldTab });
  await expect(dialog).toContainText('Yang sudah Anda isi tersimpan di perangkat ini.');
  await expect(card.getByLabel('Catatan')).toHaveValue(note);
  await isInstalled(other, '0.6.1');
  expect(await schemas(other)).toEqual([(before ?? 0) + 1]);

  await dialog.getByRole('button', { name: 'Muat ulang' }).click();
  await expect(dialog).toBeHidden();
  await card.getByRole('button', { name: 'Buka rincian' }).click();
  await card.getByRole('button', { name: /^Catatan/ }).click();
  await expect(card.getByLabel('Catatan')).toHaveValue(note);
  expect(writing.url()).toBe(address);
  await expect(visit.cards.nth(1).getByRole('radio').first()).toBeChecked();
  await expect.poll(() => visit.score()).toBe(score);
  await visit.cards.nth(2).getByRole('radio').first().check();
  await visit.isSaved();
  await allSent(writing);
});

test('while a tab of the old version does not let go, the new one says what it waits for', async ({
  devices,
  server,
}) => {
  const page = await devices.as('asesor1');
  const stuck = await page.context().newPage();
  await stuck.goto('/healthz');
  await stuck.evaluate(async () => {
    const [found] = await indexedDB.databases();
    indexedDB.open(found?.name ?? '');
  });
  await server.upgrade('0.6.2', { raisesSchema: true });
  await offered(page);
  await install(page);
  await expect(page.getByText('Menunggu tab lain')).toBeVisible();
  await expect(page.getByText('tutup tab lain tersebut')).toBeVisible();
  await stuck.close();
  await expect(page.getByRole('heading', { level: 1, name: 'Kunjungan' })).toBeVisible();
  await isInstalled(page, '0.6.2');
});

test('an old version that meets data of a newer one leaves them alone, and fetches that version when asked', async ({
  devices,
  server,
}) => {
  const page = await devices.as('asesor1');
  await page.goto('/healthz');
  // As a window that went around the service worker leaves them: it had the new version already.
  await page.evaluate(async () => {
    const [found] = await indexedDB.databases();
    if (found?.name === undefined || found.version === undefined) throw new Error('There is no database.');
    const request = indexedDB.open(found.name, found.version + 1);
    await new Promise<void>((resolve) => {
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
  });
  await server.upgrade('0.6.4', { raisesSchema: true });
  await page.goto('/');
  await expect(page.getByText('Data di perangkat ini dibuat oleh versi yang lebih baru')).toBeVisible();
  await page.getByRole('button', { name: 'Pasang sekarang' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kunjungan' })).toBeVisible();
  await isInstalled(page, '0.6.4');
});

test('a version of which a file is missing is not installed; the old one stays whole until the next is', async ({
  devices,
  server,
}) => {
  const page = await devices.as('asesor1');
  const { id } = await beginSmallVisit(page, { letter: 'ST/603/PC/XI/2026' });
  await allSent(page);
  await page.goto('/akun');
  const shown = page.getByRole('definition').filter({ hasText: /^\d+\.\d+\.\d+$/ });
  const version = (await shown.textContent()) ?? '';
  let [lost, hidden] = ['', ''];
  await server.upgrade('0.6.3', {
    afterBuild: async (app) => {
      const assets = await readdir(join(app, 'assets'));
      const report = assets.find((name) => /^review-.*\.js$/.test(name)) ?? assets.find((name) => name.endsWith('.js'));
      [lost, hidden] = [join(app, 'assets', `${report}`), join(app, `.${report}`)];
      await rename(lost, hidden);
    },
  });
  const states = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker | null>((resolve) => {
      registration.addEventListener('updatefound', () => resolve(registration.installing));
    });
    await registration.update();
    const worker = await found;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (worker === null || worker.state !== 'installing') resolve();
      };
      worker?.addEventListener('statechange', look);
      look();
    });
    return { tried: worker?.state, waits: registration.waiting !== null };
  });
  expect(states).toEqual({ tried: 'redundant', waits: false });

  await server.stop();
  await page.context().setOffline(true);
  for (const [address, title] of [
    ['/', 'Kunjungan'],
    [`/kunjungan/${id}`, 'DPMPTSP Kota Cilegon'],
    [`/kunjungan/${id}/tutup`, 'Periksa dan ajukan'],
    ['/pengiriman', 'Pengiriman'],
    [`/tinjauan/${id}`, 'DPMPTSP Kota Cilegon'],
    [`/laporan/${id}`, 'DPMPTSP Kota Cilegon'],
    ['/akun', 'Akun'],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: title }), address).toBeVisible();
  }
  await expect(shown).toHaveText(version);

  await rename(hidden, lost);
  await page.context().setOffline(false);
  await server.start();
  await page.goto('/');
  await offered(page);
  await install(page);
  await isInstalled(page, '0.6.3');
});

test('the caches of the service worker hold the app and nothing of a person or a visit', async ({ devices }) => {
  const letter = 'ST/604/PC/XI/2026';
  const page = await devices.as('asesor1');
  const visit = await beginSmallVisit(page, { letter });
  await visit.goTo(officePart);
  await visit.photograph(visit.cards.first());
  await allSent(page);
  const { id } = visit;
  for (const address of [`/kunjungan/${id}/hasil`, `/tinjauan/${id}`, '/akun', '/']) await page.goto(address);
  const { requests, found } = await page.evaluate(
    async (words) => {
      const requests: { method: string; path: string }[] = [];
      const found: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          requests.push({ method: request.method, path: new URL(request.url).pathname });
          const text = (await (await cache.match(request))?.text()) ?? '';
          for (const word of words) if (text.includes(word)) found.push(`${word} in ${request.url}`);
        }
      }
      return { requests, found };
    },
    [letter, id, 'Siti Rahmawati'],
  );
  expect(requests.length).toBeGreaterThan(20);
  expect(requests.filter(({ method, path }) => method !== 'GET' || /^\/(api|verify)/.test(path))).toEqual([]);
  expect(found).toEqual([]);
});

test('a tablet of the first release opens with its work, and sends what it had not sent', async ({ browser }) => {
  const server = await ServerProcess.create({ demo: false });
  try {
    // A server that was started and never set up is still an empty one.
    await server.stop();
    expect(await server.command('restore', [releasedArchive(1)])).toContain('new epoch');
    await server.start();
    const { database, session, password } = await releasedTablet(1);
    const context = await browser.newContext({ baseURL: server.url, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
    const page = await context.newPage();
    await page.goto('/healthz');
    await page.evaluate(layDatabase, database);
    await page.goto('/');
    await signInAgain(page, session.person.userName, password);
    await expect(page.getByRole('heading', { level: 1, name: 'Kunjungan' })).toBeVisible();
    await allSent(page);
    expect(await schemas(page)).not.toContain(1);
    await expect(page.getByRole('heading', { level: 3, name: 'DPMPTSP' })).toHaveCount(2);
    const submitted = page.getByRole('region', { name: 'Menunggu ditinjau' });
    await expect(submitted.getByRole('heading', { level: 3, name: 'DPMPTSP' })).toHaveCount(1);
    await context.close();
  } finally {
    await server.remove();
  }
});
