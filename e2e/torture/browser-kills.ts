import { expect } from '@playwright/test';
import { signInAgain } from '../pages/sign-in.ts';
import { VisitPage } from '../pages/visit.ts';
import { demoPassword, type ServerProcess } from '../server-process.ts';
import { Tablet } from '../tablet.ts';
import { Ledger } from './ledger.ts';
import { beginTapping, listen, shownAnswers, storedHere, type Told } from './tapping.ts';

const instrument = 'Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2023 (v1)';
const part = /^Sarana prasarana/;

export interface BrowserCounts {
  kills: number;
  /** The folder of IndexedDB removed on purpose between two starts. */
  wipes: number;
  /** A torn record put at the end of LevelDB's log, as a kill does; Chromium itself then deletes the databases. */
  tears: number;
  /** IndexedDB deleted by Chromium. */
  vanished: number;
  savedAnswers: number;
  savedPhotos: number;
  /** Answers called saved that were not on the screen after a restart. */
  lostOnTablet: number;
  lostOnServer: number;
  lostPhotos: number;
  damagedPhotos: number;
  /** Empty databases of which the person was not told. */
  untold: number;
  readonly savedMs: number[];
  readonly faults: string[];
}

export interface BrowserPlan {
  readonly kills: number;
  readonly profiles: number;
  /** One start in so many begins with the folder of IndexedDB removed. */
  readonly wipeEvery: number;
  /** One life in so many takes photos. */
  readonly photoEvery: number;
  readonly onKill?: ((counts: BrowserCounts) => void) | undefined;
}

export async function killBrowsers(server: ServerProcess, plan: BrowserPlan): Promise<BrowserCounts> {
  const counts: BrowserCounts = {
    kills: 0,
    wipes: 0,
    tears: 0,
    vanished: 0,
    savedAnswers: 0,
    savedPhotos: 0,
    lostOnTablet: 0,
    lostOnServer: 0,
    lostPhotos: 0,
    damagedPhotos: 0,
    untold: 0,
    savedMs: [],
    faults: [],
  };
  const perProfile = Math.ceil(plan.kills / plan.profiles);
  for (let profile = 0; profile < plan.profiles && counts.kills < plan.kills; profile++) {
    const victim = await Victim.create(server, counts);
    try {
      await victim.begin();
      for (let life = 1; life <= perProfile && counts.kills < plan.kills; life++) {
        const isWiped = life > 1 && life % plan.wipeEvery === 0;
        const isTorn = !isWiped && life % 4 === 2;
        await victim.live(isWiped ? 'wiped' : isTorn ? 'torn' : 'left', life % plan.photoEvery === 0);
        plan.onKill?.(counts);
      }
      await victim.comeHome();
    } finally {
      await victim.remove();
    }
  }
  return counts;
}

/** One profile: a tablet with one visit that is killed again and again, without a network. */
class Victim {
  readonly #server: ServerProcess;
  readonly #counts: BrowserCounts;
  readonly #ledger = new Ledger();
  readonly #tablet: Tablet;
  #address = '';
  #birth: string | null = null;
  #isOff = false;

  private constructor(server: ServerProcess, counts: BrowserCounts, tablet: Tablet) {
    this.#server = server;
    this.#counts = counts;
    this.#tablet = tablet;
  }

  static async create(server: ServerProcess, counts: BrowserCounts): Promise<Victim> {
    return new Victim(server, counts, await Tablet.create());
  }

  async live(before: 'wiped' | 'torn' | 'left', takesPhotos: boolean): Promise<void> {
    const counts = this.#counts;
    if (before === 'wiped') {
      await this.#tablet.removeIndexedDb();
      counts.wipes += 1;
    } else if (before === 'torn') {
      await this.#tablet.tearIndexedDb();
      counts.tears += 1;
    }
    this.#isOff = false;
    await this.#tablet.start();
    try {
      await this.#open();
      await this.#checkScreen(before === 'wiped');
      const work = takesPhotos ? this.#photograph() : beginTapping(this.#tablet.page);
      // It ends by the kill; anything else is a fault of the torture itself.
      work.catch((error: unknown) => {
        if (!this.#isOff) counts.faults.push(String(error));
      });
      // Every second time it is waited for a photo, or a slow machine would be killed before each.
      if (takesPhotos && Math.random() < 0.5) await this.#oneMorePhoto();
      await pause(Math.random() * (takesPhotos ? 3_000 : 1_800));
    } finally {
      this.#isOff = true;
      await this.#tablet.kill();
      counts.kills += 1;
    }
  }

  get #visit(): string {
    return /kunjungan\/([^/?]+)/.exec(this.#address)?.[1] ?? '';
  }

  /** With a network again: everything called saved must be on the server, every photo by its hash. */
  async comeHome(): Promise<void> {
    await this.#tablet.start();
    await this.#tablet.context.setOffline(false);
    const { page } = this.#tablet;
    await page.goto(`${this.#server.url}/pengiriman`);
    await expect(page.getByRole('heading', { name: 'Pengiriman' }).first()).toBeVisible();
    const signInNeeded = page.getByText('Perlu masuk lagi untuk mengirim').first();
    await expect(
      page
        .getByRole('link', { name: /^Semua terkirim/ })
        .or(signInNeeded)
        .first(),
    ).toBeVisible({ timeout: 120_000 });
    if (await signInNeeded.isVisible()) {
      await page.goto(`${this.#server.url}/masuk`);
      await signInAgain(page, 'asesor1', demoPassword);
    }
    await expect(page.getByRole('link', { name: /^Semua terkirim/ })).toBeVisible({ timeout: 120_000 });
    await this.#checkServer();
    await this.#tablet.stop();
  }

  async remove(): Promise<void> {
    await this.#tablet.remove();
  }

  async begin(): Promise<void> {
    const { page } = this.#tablet;
    await page.goto(this.#server.url);
    await signInAgain(page, 'asesor1', demoPassword);
    await expect(page.getByRole('link', { name: /^Semua terkirim/ })).toBeVisible({ timeout: 30_000 });
    const visit = await VisitPage.begin(page, { office: 'DPMPTSP Kota Cilegon', instrument, letter: 'T/1' });
    await visit.goTo(part);
    await visit.cardCount();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await visit.isSaved();
    await expect(page.getByRole('link', { name: /^Semua terkirim/ })).toBeVisible({ timeout: 30_000 });
    this.#address = page.url();
    this.#birth = (await storedHere(page, this.#visit)).bornAt;
    // Ends as by hand: who is signed in is written late by the browser, and is not what is tried here.
    await this.#tablet.stop();
  }

  async #open(): Promise<void> {
    await this.#tablet.context.setOffline(true);
    const { page } = this.#tablet;
    await listen(page, (line) => this.#take(line));
    await page.goto(this.#address);
    await new VisitPage(page).cardCount();
  }

  #take(line: Told): void {
    const counts = this.#counts;
    if (line.kind === 'ended') counts.faults.push(line.why);
    else if (line.kind === 'tapped') this.#ledger.tapped(line.name, line.value);
    else {
      this.#ledger.saved(line.name, line.value);
      counts.savedAnswers += 1;
      counts.savedMs.push(line.ms);
    }
  }

  async #checkScreen(isWiped: boolean): Promise<void> {
    const { page } = this.#tablet;
    const counts = this.#counts;
    const stored = await storedHere(page, this.#visit);
    // A question that another answer has put out of the way is not on the screen; its answer is kept.
    const shown = new Map([...stored.answers, ...(await shownAnswers(page))]);
    const missing = this.#ledger.missingIn(shown);
    counts.lostOnTablet += missing.length;
    counts.faults.push(...missing.map((each) => `tablet, after kill ${counts.kills}: ${each}`));
    this.#ledger.settle(shown);
    if (stored.bornAt === this.#birth) return;
    this.#birth = stored.bornAt;
    if (!isWiped) counts.vanished += 1;
    const notice = page.getByRole('dialog', { name: 'Penyimpanan di perangkat ini terhapus' });
    const isTold = await notice.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (isTold) await notice.getByRole('button', { name: 'Saya mengerti' }).click();
    else counts.untold += 1;
  }

  async #oneMorePhoto(): Promise<void> {
    const before = this.#ledger.photoCount;
    const deadline = Date.now() + 20_000;
    while (this.#ledger.photoCount === before && Date.now() < deadline) await pause(20);
  }

  /** One after another, for the tray. A photo is in the strip once it is kept, which is what the person sees of "saved". */
  async #photograph(): Promise<void> {
    const { page } = this.#tablet;
    await page.getByRole('button', { name: 'Kamera', exact: true }).click();
    const sheet = page.getByRole('dialog');
    for (let taken = 1; ; taken++) {
      await sheet.getByRole('button', { name: 'Ambil foto' }).click();
      await expect(sheet.getByRole('listitem')).toHaveCount(taken, { timeout: 30_000 });
      this.#ledger.photoCount += 1;
      this.#counts.savedPhotos += 1;
    }
  }

  async #checkServer(): Promise<void> {
    const counts = this.#counts;
    const onServer = await this.#tablet.page.evaluate(readServer, this.#visit);
    const missing = this.#ledger.missingIn(new Map(onServer.answers));
    counts.lostOnServer += missing.length;
    counts.faults.push(...missing.map((each) => `server: ${each}`));
    counts.lostPhotos += Math.max(0, this.#ledger.photoCount - onServer.photos.length);
    const damaged = onServer.photos.filter((photo) => !photo.isWhole);
    counts.damagedPhotos += damaged.length;
  }
}

/** Runs in the page, with the person's own session: the visit's log as any tablet reads it, and every photo's bytes. */
async function readServer(visit: string): Promise<{
  answers: [string, string][];
  photos: { sha256: string; isWhole: boolean }[];
}> {
  const answers = new Map<string, string>();
  const photos = new Map<string, { sha256: string; isWhole: boolean }>();
  for (let after = 0, hasMore = true; hasMore; ) {
    const response = await fetch(`/api/visits/${visit}/log?after=${after}`, { headers: { 'tilik-protocol': '1' } });
    const pageOfLog = await response.json();
    for (const item of pageOfLog.items) {
      after = item.seq;
      if (item.kind !== 'change') continue;
      const { content, body } = item.change;
      const answer = /^answer\/\d+\/(.+)$/.exec(content.register)?.[1];
      if (answer !== undefined && body?.value?.kind === 'option') answers.set(answer, body.value.option);
      if (content.register.startsWith('evidence/')) {
        const { sha256 } = body.value;
        const bytes = await (
          await fetch(`/api/visits/${visit}/evidence/${sha256}`, { headers: { 'tilik-protocol': '1' } })
        ).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        const found = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
        photos.set(content.register, { sha256, isWhole: found === sha256 });
      }
    }
    ({ hasMore } = pageOfLog);
  }
  return { answers: [...answers], photos: [...photos.values()] };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
