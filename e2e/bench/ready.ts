import type { BrowserContext, Page } from '@playwright/test';
import { slowNetwork, slowPage } from './bench-browser.ts';

/**
 * `installed`: the service worker has the files, as on every day but the first. `cold`: nothing is cached, the server is near.
 * `slow`: nothing is cached and the network is that of a mobile phone.
 */
export type Opening = 'installed' | 'cold' | 'slow';

export interface Ready {
  /** From the navigation to the painted form. */
  readonly readyMs: number;
  /** JS and CSS that came over the wire before the form could be answered, as sent. */
  readonly codeBytes: number;
  readonly heapBytes: number;
}

/** Opens the visit in a new page until it can be answered. */
export async function measureReady(context: BrowserContext, url: string, opening: Opening): Promise<Ready> {
  const { page, cdp, faults } = await slowPage(context);
  if (opening !== 'installed') {
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    await cdp.send('Network.setBypassServiceWorker', { bypass: true });
    if (opening === 'slow') await cdp.send('Network.emulateNetworkConditions', slowNetwork);
  }
  await page.goto(url, { waitUntil: 'commit' });
  const readyMs = await untilAnswerable(page);
  const codeBytes = await codeBefore(page, readyMs);
  await page.waitForLoadState('networkidle');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const heapBytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
  await page.close();
  if (faults.length > 0) throw new Error(`The page failed: ${faults.join('; ')}`);
  return { readyMs, codeBytes, heapBytes };
}

export async function untilAnswerable(page: Page): Promise<number> {
  const mark = 'visit-answerable';
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, {
    polling: 50,
    timeout: 60_000,
  });
  return await page.evaluate((name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN, mark);
}

async function codeBefore(page: Page, readyMs: number): Promise<number> {
  return await page.evaluate((until) => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return resources
      .filter(({ name, responseEnd }) => /\.(js|css)$/.test(name) && responseEnd <= until)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  }, readyMs);
}
