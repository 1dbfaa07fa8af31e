import type { Browser, BrowserContext } from '@playwright/test';
import { newTablet } from './bench-browser.ts';
import { instruments } from './bench-server.ts';
import { measureReady, type Opening, type Ready } from './ready.ts';
import setUp from './setup.mjs';
import { tapBarePage, tapVisit } from './taps.ts';

export type Size = keyof typeof instruments;
export const sizes: readonly Size[] = ['real', 'of100', 'of400'];
export const openings: readonly Opening[] = ['installed', 'cold', 'slow'];

interface OpenedVisit {
  readonly context: BrowserContext;
  readonly url: string;
}

export interface AppMeasures {
  readonly ready: Readonly<Record<Size, Readonly<Record<Opening, readonly Ready[]>>>>;
  /** Milliseconds of taps, by page: the visits, and bare pages of as many questions as one of them shows, and of 100 and of 400. */
  readonly taps: Readonly<Record<Size | 'bareAsShown' | 'bare100' | 'bare400', readonly number[]>>;
  readonly shown: Readonly<Record<Size, number>>;
}

/** Everything takes turns, so that a busy moment of the machine meets all alike. */
export async function measureApp(browser: Browser, base: string, runs: number, taps: number): Promise<AppMeasures> {
  const visits = { real: await begin('real'), of100: await begin('of100'), of400: await begin('of400') };
  const ready = bySize(() => ({ installed: [] as Ready[], cold: [] as Ready[], slow: [] as Ready[] }));
  for (let run = 0; run <= runs; run++) {
    for (const opening of openings) {
      for (const size of sizes) {
        const measured = await measureReady(visits[size].context, visits[size].url, opening);
        // The first of each only warms the disk and the processes.
        if (run > 0) ready[size][opening].push(measured);
      }
    }
  }
  const shown = bySize(() => 0);
  const tapped = {
    ...bySize(() => [] as number[]),
    bareAsShown: [] as number[],
    bare100: [] as number[],
    bare400: [] as number[],
  };
  const bare = await newTablet(browser);
  const rounds = 3;
  for (let round = 0; round < rounds; round++) {
    for (const size of sizes) {
      const { ms, questions } = await tapVisit(visits[size].context, visits[size].url, Math.ceil(taps / rounds));
      tapped[size].push(...ms);
      shown[size] = questions;
    }
    const pages = { bareAsShown: shown.of100, bare100: 100, bare400: 400 };
    for (const name of ['bareAsShown', 'bare100', 'bare400'] as const) {
      tapped[name].push(...(await tapBarePage(bare, pages[name], Math.ceil(taps / rounds))).ms);
    }
  }
  for (const { context } of [...Object.values(visits), { context: bare }]) await context.close();
  return { ready, taps: tapped, shown };

  async function begin(size: Size): Promise<OpenedVisit> {
    const context = await newTablet(browser);
    const page = await context.newPage();
    const url = await setUp({ context, page, base, instrument: instruments[size] });
    await page.close();
    return { context, url };
  }
}

function bySize<T>(make: () => T): Record<Size, T> {
  return { real: make(), of100: make(), of400: make() };
}
