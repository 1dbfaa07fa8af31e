// Draws the PNG icons from public/icons/favicon.svg. Run by hand when the mark changes: node scripts/draw-icons.mjs
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const folder = new URL('../public/icons/', import.meta.url);
const mark = await readFile(new URL('favicon.svg', folder), 'utf8');
const square = mark.replace('rx="14"', 'rx="0"');

const icons = [
  { file: 'icon-192.png', size: 192, svg: mark },
  { file: 'icon-512.png', size: 512, svg: mark },
  // Android cuts a maskable icon down to a circle of 80 %, iOS rounds corners itself: both get the colour to the edge. The eye
  // fits into that circle as it is.
  { file: 'icon-maskable-512.png', size: 512, svg: square },
  { file: 'apple-touch-icon.png', size: 180, svg: square },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { file, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: new URL(file, folder).pathname, omitBackground: true });
}
await browser.close();
