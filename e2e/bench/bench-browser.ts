import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { tapProbe } from './probe.ts';

/** The tablet's processor: this machine's, throttled four times. */
export const throttle = 4;

/** As the peers are measured with: 1.6 Mbit/s, 150 ms. */
export const slowNetwork = {
  offline: false,
  latency: 150,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 0.75e6 / 8,
} as const;

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ ...config.use?.launchOptions, headless: true });
}

/** A tablet in the hand. The size is that of the peers' measure. */
export async function newTablet(browser: Browser): Promise<BrowserContext> {
  return await browser.newContext({
    viewport: { width: 800, height: 1280 },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
}

export interface SlowPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** What went wrong in the page. */
  readonly faults: readonly string[];
}

/** A new page with the probe in it, on the throttled processor. */
export async function slowPage(context: BrowserContext): Promise<SlowPage> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.addInitScript(tapProbe);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  return { page, cdp, faults };
}
