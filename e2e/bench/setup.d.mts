import type { BrowserContext, Page } from '@playwright/test';

export interface SetupOptions {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The server's address. */
  readonly base: string;
  /** The instrument as the list of a new visit names it. */
  readonly instrument?: string;
  /** The part of the way to open; the first one without it. */
  readonly part?: RegExp | null;
}

/** Signs in, begins a visit and resolves with the address of a page of it that can be answered. */
// biome-ignore lint/style/noDefaultExport: as in the module itself.
export default function setUp(options: SetupOptions): Promise<string>;
