import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const systemChromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e/flows',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // The flows share two processors with the server and its PostgreSQL.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // They end what hangs; on a slow machine a test may take several times what it takes elsewhere.
  timeout: 480_000,
  expect: { timeout: 45_000 },
  reporter: [['list'], ['json', { outputFile: 'node_modules/.cache/tilik/playwright.json' }]],
  use: {
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    trace: 'retain-on-failure',
    launchOptions: {
      // Without one on the machine, the browser that `npx playwright install chromium` puts in place.
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A camera that shows a test picture; each context still has to be allowed to use it.
        '--use-fake-device-for-media-stream',
      ],
    },
  },
});
