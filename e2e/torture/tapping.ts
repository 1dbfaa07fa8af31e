import type { Page } from '@playwright/test';

/** What the page told before it was killed. A line on its way at that moment is lost, so the counts are lower bounds. */
export type Told =
  | { readonly kind: 'tapped' | 'saved'; readonly name: string; readonly value: string; readonly ms: number }
  | { readonly kind: 'ended'; readonly why: string };

declare global {
  interface Window {
    torture(line: Told): Promise<void>;
  }
}

export async function listen(page: Page, onLine: (line: Told) => void): Promise<void> {
  await page.exposeFunction('torture', onLine);
}

/** Every answer that is shown as chosen. */
export async function shownAnswers(page: Page): Promise<ReadonlyMap<string, string>> {
  const pairs = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('article input[type=radio]:checked')].map(
      (radio): [string, string] => [radio.name, radio.value],
    ),
  );
  return new Map(pairs);
}

/**
 * Answers three questions at a time as fast as the screen says "saved", until the browser is killed. Saved is what the screen
 * says: two frames after the tap, so that what was said of the tap before is not taken for it.
 */
export function beginTapping(page: Page): Promise<void> {
  return page.evaluate(() => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const isSaved = (): boolean => document.querySelector('.writing-saved') !== null;
    const tap = async (): Promise<void> => {
      const radios = [...document.querySelectorAll<HTMLInputElement>('article input[type=radio]:not(:checked)')];
      const chosen = new Map<string, HTMLInputElement>();
      for (let tries = 0; tries < 3; tries++) {
        const radio = radios[Math.floor(Math.random() * radios.length)];
        if (radio !== undefined) chosen.set(radio.name, radio);
      }
      // Told before it is done, or an answer that nobody knows of could stand where another was saved.
      for (const { name, value } of chosen.values()) await window.torture({ kind: 'tapped', name, value, ms: 0 });
      const began = performance.now();
      for (const radio of chosen.values()) radio.click();
      await frame();
      await frame();
      while (!isSaved()) await frame();
      const ms = performance.now() - began;
      for (const { name, value } of chosen.values()) void window.torture({ kind: 'saved', name, value, ms });
    };
    const forEver = async (): Promise<void> => {
      // The page may be drawn anew just now.
      for (;;) await (document.querySelector('article input[type=radio]') === null ? frame() : tap());
    };
    void forEver().catch((error: unknown) => void window.torture({ kind: 'ended', why: String(error) }));
  });
}

export interface Stored {
  readonly bornAt: string | null;
  /** The newest option per question, also of those that are not asked now. */
  readonly answers: ReadonlyMap<string, string>;
}

/** What the database has, read from beside the app: when it was made, and the answers. */
export async function storedHere(page: Page, visit: string): Promise<Stored> {
  const { bornAt, answers } = await page.evaluate(async (id) => {
    const request = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('tilik/'))?.name;
    if (name === undefined) throw new Error('There is no database.');
    const db = await request(indexedDB.open(name));
    const tx = db.transaction(['kept', 'registers']);
    const [born, registers] = await Promise.all([
      request(tx.objectStore('kept').get('bornAt')),
      request(tx.objectStore('registers').getAll(IDBKeyRange.bound([id], [id, []]))),
    ]);
    db.close();
    const newest = registers.flatMap(({ name: register, changes }): [string, string][] => {
      const question = /^answer\/\d+\/(.+)$/.exec(register)?.[1];
      const last = [...changes].sort((a, b) => a.depth - b.depth).at(-1);
      return question === undefined || last?.value?.kind !== 'option' ? [] : [[question, last.value.option]];
    });
    return { bornAt: typeof born?.value === 'string' ? born.value : null, answers: newest };
  }, visit);
  return { bornAt, answers: new Map(answers) };
}
