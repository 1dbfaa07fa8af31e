import type { Browser, BrowserContext, Page } from '@playwright/test';
import { demoPassword, type ServerProcess } from '../server-process.ts';
import { newTablet, slowPage } from './bench-browser.ts';
import { untilAnswerable } from './ready.ts';
import { fillShelves, type Shelf } from './stored-visits.ts';

declare global {
  interface Window {
    __listed?: number;
  }
}

export const storedCounts = [10, 100, 1000] as const;
export type StoredCount = (typeof storedCounts)[number];

export interface StoredMeasures {
  readonly answers: number;
  /** Milliseconds from the navigation, offline, by the visits that the tablet holds. */
  readonly visit: Readonly<Record<StoredCount, readonly number[]>>;
  readonly list: Readonly<Record<StoredCount, readonly number[]>>;
}

/** Answers of each visit. */
const answers = 20;
const shelves = storedCounts.map((visits): Shelf => ({ userName: `simpan.${visits}`, visits }));

/** Tablets that have fetched 10, 100 and 1,000 visits; then the server is gone, and they open by what they have. */
export async function measureStored(browser: Browser, server: ServerProcess, runs: number): Promise<StoredMeasures> {
  await server.stop();
  await fillShelves(server.dataFolder, shelves, answers, demoPassword);
  await server.start();
  const tablets = new Map<number, { readonly context: BrowserContext; readonly visit: string }>();
  for (const shelf of shelves) tablets.set(shelf.visits, await fetchAll(browser, server.url, shelf));
  await server.stop();
  const visit = byCount();
  const list = byCount();
  for (let run = 0; run <= runs; run++) {
    for (const count of storedCounts) {
      const tablet = tablets.get(count);
      if (tablet === undefined) throw new Error('A tablet is missing.');
      const atVisit = await open(tablet.context, tablet.visit, untilAnswerable);
      const atList = await open(tablet.context, `${server.url}/`, untilListed);
      // The first of each only warms the disk and the processes.
      if (run > 0) visit[count].push(atVisit);
      if (run > 0) list[count].push(atList);
    }
  }
  for (const { context } of tablets.values()) await context.close();
  return { answers, visit, list };
}

function byCount(): Record<StoredCount, number[]> {
  return { 10: [], 100: [], 1000: [] };
}

async function open(context: BrowserContext, url: string, until: (page: Page) => Promise<number>): Promise<number> {
  const { page, faults } = await slowPage(context);
  await page.addInitScript(listProbe);
  await page.goto(url, { waitUntil: 'commit' });
  const ms = await until(page);
  // What the start puts off is part of the day, not of the next opening.
  await page.waitForTimeout(2_000);
  await page.close();
  if (faults.length > 0) throw new Error(`The page failed: ${faults.join('; ')}`);
  return ms;
}

/** When the first visit of the list can be tapped, after the frame that shows it. */
const listProbe = `(() => {
  const look = () => {
    if (document.querySelector('.visit-card .button') === null) return;
    watching.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.__listed = performance.now(); };
      port2.postMessage(0);
    });
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { childList: true, subtree: true });
})()`;

async function untilListed(page: Page): Promise<number> {
  await page.waitForFunction(() => window.__listed !== undefined, null, { polling: 50, timeout: 60_000 });
  return await page.evaluate(() => window.__listed ?? Number.NaN);
}

/** Signs in on a new tablet and waits until every visit is kept there, whole, with the instrument and the app itself. */
async function fetchAll(browser: Browser, url: string, { userName, visits }: Shelf) {
  const context = await newTablet(browser);
  const page = await context.newPage();
  page.setDefaultTimeout(900_000);
  await page.goto(url);
  await page.getByLabel('Nama pengguna').fill(userName);
  await page.getByLabel('Kata sandi', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.waitForFunction(keptWhole, [visits, answers] as const, { polling: 1_000 });
  await page
    .getByRole('link', { name: /^Lanjutkan/ })
    .first()
    .click();
  await untilAnswerable(page);
  await page.getByRole('link', { name: /^Semua terkirim/ }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const visit = page.url();
  await page.close();
  await context.setOffline(true);
  return { context, visit };
}

/** Runs in the page: so many lines in the list's table say that so many answers are there. */
async function keptWhole([visits, each]: readonly [number, number]): Promise<boolean> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('tilik/') ? [name] : []));
  const [name] = names;
  if (name === undefined) return false;
  return await new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      if (!db.objectStoreNames.contains('lines')) {
        db.close();
        resolve(false);
        return;
      }
      const lines = db.transaction('lines').objectStore('lines').getAll();
      lines.onsuccess = () => {
        db.close();
        resolve(lines.result.filter(({ answered }) => answered === each).length === visits);
      };
    };
  });
}
