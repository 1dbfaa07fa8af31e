import { test as base } from '@playwright/test';
import { build, preview } from 'vite';

const configFile = 'e2e/gallery/vite.config.ts';

/** The parts by themselves, built as the product is and served on a port of their own: no server, no store. */
export const test = base.extend<object, { readonly gallery: string }>({
  gallery: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape to find what a fixture needs.
    async ({}, use) => {
      await build({ configFile, logLevel: 'error' });
      const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0 } });
      const [address] = server.resolvedUrls?.local ?? [];
      if (!address) throw new Error('The gallery has no address');
      await use(address);
      await server.close();
    },
    { scope: 'worker', timeout: 360_000 },
  ],
});
