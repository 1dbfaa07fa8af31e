import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import config from '../playwright.config.ts';

/** A browser with a profile of its own on disk, which outlives the browser: a tablet that can be killed and started again. */
export class Tablet {
  readonly #profile: string;
  readonly #viewport: { readonly width: number; readonly height: number };
  #context: BrowserContext | null = null;
  #page: Page | null = null;

  private constructor(profile: string, viewport: { readonly width: number; readonly height: number }) {
    this.#profile = profile;
    this.#viewport = viewport;
  }

  static async create(
    viewport: { readonly width: number; readonly height: number } = { width: 1280, height: 800 },
  ): Promise<Tablet> {
    const tablet = new Tablet(await mkdtemp(join(tmpdir(), 'tilik-tablet-')), viewport);
    await tablet.start();
    return tablet;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('The tablet is off.');
    return this.#page;
  }

  get context(): BrowserContext {
    if (this.#context === null) throw new Error('The tablet is off.');
    return this.#context;
  }

  async start(): Promise<void> {
    const launch = config.use?.launchOptions;
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      ...launch,
      args: [...(launch?.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
      viewport: this.#viewport,
      locale: 'id-ID',
      timezoneId: 'Asia/Jakarta',
      permissions: ['camera', 'geolocation'],
      geolocation: { latitude: -6.0025, longitude: 106.0113, accuracy: 12 },
      acceptDownloads: true,
    });
    this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
  }

  /** SIGKILL to every process of this browser at once, as when the battery is pulled. */
  async kill(): Promise<void> {
    const pids = await this.#processes();
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended with its parent.
      }
    }
    await this.#context?.close().catch(() => undefined);
    this.#context = null;
    this.#page = null;
  }

  /** As closing the window. */
  async stop(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
    this.#page = null;
  }

  /** While it is off: what the browser does itself with a database that it finds damaged. */
  async removeIndexedDb(): Promise<void> {
    await rm(join(this.#profile, 'Default', 'IndexedDB'), { recursive: true, force: true });
  }

  /**
   * While it is off: what a kill in the middle of a write leaves in LevelDB's log, the beginning of a record. The next start
   * forgives it and writes on behind it; the start after that finds the log corrupt and deletes every database of the origin.
   */
  async tearIndexedDb(): Promise<void> {
    const folder = join(this.#profile, 'Default', 'IndexedDB');
    const database = (await readdir(folder)).find((name) => name.endsWith('.leveldb'));
    if (database === undefined) throw new Error('The profile has no IndexedDB.');
    const log = (await readdir(join(folder, database)))
      .filter((name) => name.endsWith('.log'))
      .sort()
      .at(-1);
    if (log === undefined) throw new Error('LevelDB has no log.');
    const file = join(folder, database, log);
    const left = 32_768 - ((await stat(file)).size % 32_768);
    // Not enough room in the block for a head and some of its content: the write would have begun in the next one.
    if (left < 64) await appendFile(file, Buffer.alloc(left));
    const length = Math.min(1_000, (left < 64 ? 32_768 : left) - 7);
    const head = Buffer.from([1, 2, 3, 4, length & 0xff, length >> 8, 1]);
    await appendFile(file, Buffer.concat([head, Buffer.alloc(Math.floor(length / 2), 7)]));
  }

  async remove(): Promise<void> {
    await this.#context?.close();
    await rm(this.#profile, { recursive: true, force: true });
  }

  /** Those whose command line names this profile, and their descendants. */
  async #processes(): Promise<readonly number[]> {
    const found = new Set<number>();
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
      if (line.includes(this.#profile)) found.add(Number(name));
    }
    const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    for (let size = -1; size !== found.size; ) {
      size = found.size;
      for (const [pid, parent] of table)
        if (pid !== undefined && parent !== undefined && found.has(parent)) found.add(pid);
    }
    return [...found];
  }
}
