import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

/** `node e2e/gallery/screenshots.ts FOLDER [page…]` while `vite -c e2e/gallery/vite.config.ts` serves the gallery. */
const [folder = 'test-results/gallery', ...wantedPages] = process.argv.slice(2);
const sizes = ['1280x800', '800x1280', '1440x900', '320x640'];
const themes = ['light', 'dark', 'sun'];
const pages =
  wantedPages.length > 0 ? wantedPages : ['parts', 'forms', 'audit', 'review', 'camera', 'lightbox', 'scan'];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ],
});
await mkdir(folder, { recursive: true });
for (const size of sizes) {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const page = await browser.newPage({ viewport: { width, height }, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  page.on('pageerror', (error) => console.error(String(error)));
  for (const name of pages) {
    for (const theme of themes) {
      await page.goto(`http://127.0.0.1:4179/?page=${name}&theme=${theme}`, { waitUntil: 'networkidle' });
      await page.evaluate(() => document.fonts.ready);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) console.error(`${name} ${size}: ${overflow} px wider than the screen`);
      await page.screenshot({
        path: join(folder, `${name}-${size}-${theme}.png`),
        fullPage: name === 'parts' || name === 'forms',
      });
    }
  }
  await page.close();
}
await browser.close();
