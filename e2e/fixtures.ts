import { type BrowserContextOptions, test as base, type Page } from '@playwright/test';
import { signIn } from './pages/sign-in.ts';
import { demoPassword, ServerProcess } from './server-process.ts';

export interface Devices {
  /** A new browser of that person, signed in; it is thrown away with the test. */
  as(userName: string, options?: BrowserContextOptions): Promise<Page>;
  /** A new browser that knows nobody. */
  fresh(options?: BrowserContextOptions): Promise<Page>;
}

interface TestFixtures {
  readonly devices: Devices;
}

/** Every worker has one real server with the demonstration organisation; tests that stop or kill it bring it back. */
export const test = base.extend<TestFixtures, { server: ServerProcess }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape to find what a fixture needs.
    async ({}, use) => {
      const server = await ServerProcess.create({ demo: true });
      await use(server);
      await server.remove();
    },
    { scope: 'worker', timeout: 360_000 },
  ],
  devices: async ({ browser, server, contextOptions }, use) => {
    const fresh = async (options: BrowserContextOptions = {}): Promise<Page> => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: server.url,
        locale: 'id-ID',
        timezoneId: 'Asia/Jakarta',
        viewport: { width: 1280, height: 800 },
        permissions: ['camera', 'geolocation'],
        geolocation: { latitude: -6.0025, longitude: 106.0113, accuracy: 12 },
        reducedMotion: 'reduce',
        ...options,
      });
      return context.newPage();
    };
    const as = async (userName: string, options?: BrowserContextOptions): Promise<Page> => {
      const page = await fresh(options);
      await signIn(page, server.url, userName, demoPassword);
      return page;
    };
    await use({ as, fresh });
    for (const context of browser.contexts()) await context.close();
  },
});

export { expect } from '@playwright/test';
