import type { Browser, Page } from '@playwright/test';
import type { CountingProxy, Served } from './counting-proxy.ts';

export interface Load {
  readonly visits: number;
  readonly answers: number;
  /** How often one answer is sent and fetched. */
  readonly turns: number;
}

export interface Measured {
  readonly upMs: number;
  readonly upBytes: number;
  readonly downMs: number;
  readonly downBytes: number;
  readonly requests: number;
  /** Of one answer, from the tap to the server and on to the second tablet, when both ask at once. */
  readonly oneMs: readonly number[];
}

export type Counted = { readonly ms: number; readonly bytes: number; readonly requests: number };

export async function counted(proxy: CountingProxy, work: () => Promise<number>): Promise<Counted> {
  const before = { bytes: proxy.bytes, requests: proxy.requests };
  const ms = await work();
  return { ms, bytes: proxy.bytes - before.bytes, requests: proxy.requests - before.requests };
}

export function measured(up: Counted, down: Counted, oneMs: readonly number[]): Measured {
  const requests = up.requests + down.requests;
  return { upMs: up.ms, upBytes: up.bytes, downMs: down.ms, downBytes: down.bytes, requests, oneMs };
}

export function page(scripts: string): Served {
  return { type: 'text/html', body: `<!doctype html><meta charset="utf-8"><title>Bench</title>${scripts}` };
}

export async function openPage(on: Browser, proxy: CountingProxy): Promise<Page> {
  const context = await on.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(0);
  opened.on('pageerror', (error) => console.error('The page failed:', error));
  await opened.goto(`${proxy.url}/bench/`);
  await opened.waitForFunction(() => 'bench' in window);
  return opened;
}
