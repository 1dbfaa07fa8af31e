import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const reader = fileURLToPath(import.meta.resolve('unpdf/pdfjs'));
const origin = 'https://pdf.invalid';

/** Draws the first page of a document into the browser's page, as a reader would show it. */
export async function showFirstPage(page: Page, pdf: Buffer, width: number): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const isReader = route.request().url().endsWith('/reader.mjs');
    await route.fulfill(
      isReader
        ? { contentType: 'text/javascript', body: await readFile(reader, 'utf8') }
        : {
            contentType: 'text/html',
            body: '<!doctype html><body style="margin:0"><canvas style="display:block"></canvas>',
          },
    );
  });
  await page.goto(`${origin}/`);
  await page.evaluate(
    async ({ bytes, wanted }) => {
      const address = '/reader.mjs';
      const { getDocument } = await import(address);
      const file = await getDocument({ data: Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0)) }).promise;
      const first = await file.getPage(1);
      const viewport = first.getViewport({ scale: wanted / first.getViewport({ scale: 1 }).width });
      const canvas = document.querySelector('canvas');
      const canvasContext = canvas?.getContext('2d');
      if (!canvas || !canvasContext) throw new Error('There is nothing to draw on.');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await first.render({ canvas, canvasContext, viewport }).promise;
    },
    { bytes: pdf.toString('base64'), wanted: width },
  );
}
