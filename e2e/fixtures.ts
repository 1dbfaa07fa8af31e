import { test as base } from '@playwright/test';
import { ServerProcess } from './server-process.ts';

/** Every worker has one real server with the demonstration organisation; tests that stop or kill it bring it back. */
export const test = base.extend<object, { server: ServerProcess }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape to find what a fixture needs.
    async ({}, use) => {
      const server = await ServerProcess.create({ demo: true });
      await use(server);
      await server.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect } from '@playwright/test';
