import { defineConfig } from 'vitest/config';

// Dates are shown in the office's time zone; the machine's own must not decide a test.
process.env.TZ = 'Asia/Jakarta';

// A busy machine must not fail a test: this ends what hangs, it measures nothing.
const patience = { testTimeout: 300_000, hookTimeout: 300_000 };

const jsx = { runtime: 'automatic', importSource: 'preact' } as const;

export default defineConfig({
  test: {
    projects: [
      {
        oxc: { jsx },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['src/server/**', 'src/testing/**', 'src/cli/**'],
          ...patience,
        },
      },
      {
        oxc: { jsx },
        test: {
          name: 'server',
          environment: 'node',
          include: ['src/{server,testing,cli}/**/*.test.{ts,tsx}'],
          // One throw-away PostgreSQL for the run; each test file makes its own database in it.
          globalSetup: ['src/testing/postgres-cluster.ts'],
          ...patience,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['**/*.test.*'] },
  },
});
