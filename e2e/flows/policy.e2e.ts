import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { expect, test } from '../fixtures.ts';
import { qrVideo } from '../pages/qr-video.ts';
import { signIn } from '../pages/sign-in.ts';
import { answerSmallVisit, beginSmallVisit, submitAndReach } from '../pages/small-visit.ts';
import { demoPassword } from '../server-process.ts';

const folder = resolve('node_modules/.cache/tilik');
const video = resolve(folder, 'policy-qr.y4m');
mkdirSync(folder, { recursive: true });
// A code that is no invitation: that it was read is all that matters.
writeFileSync(video, qrVideo('https://tilik.example/bukan-undangan'));

const launch = config.use?.launchOptions;
test.use({
  launchOptions: { ...launch, args: [...(launch?.args ?? []), `--use-file-for-fake-video-capture=${video}`] },
});

/** What the browser refused on any page of the context, by its event and by what it writes to the console. */
async function watchPolicy(context: BrowserContext): Promise<string[]> {
  const refused: string[] = [];
  await context.exposeFunction('tellRefused', (what: string) => void refused.push(what));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const what = `${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`;
      Reflect.get(window, 'tellRefused')(what);
    });
  });
  context.on('console', (message) => {
    if (/Content Security Policy|Trusted(HTML|Script)|Permissions policy violation/i.test(message.text())) {
      refused.push(message.text());
    }
  });
  return refused;
}

async function makeReport(page: Page, format: RegExp): Promise<string> {
  await page.getByRole('radio', { name: format }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Buat dan simpan' }).click(),
  ]);
  return download.suggestedFilename();
}

test('a whole small visit with camera, code reader and every kind of report meets the content security policy nowhere', async ({
  devices,
  server,
}) => {
  const page = await devices.fresh();
  const refused = await watchPolicy(page.context());
  await signIn(page, server.url, 'asesor1', demoPassword);
  const visit = await beginSmallVisit(page, { letter: 'ST/901/PC/XI/2026' });
  await answerSmallVisit(visit, () => 1);
  await visit.photograph(visit.cards.nth(1));
  await visit.isSaved();
  const { id } = visit;
  await submitAndReach(page);
  await page.goto(`/laporan/${id}`);
  expect(await makeReport(page, /^PDF/)).toMatch(/\.pdf$/);
  expect(await makeReport(page, /^Word/)).toMatch(/\.docx$/);
  expect(await makeReport(page, /^Excel/)).toMatch(/\.xlsx$/);
  expect(await makeReport(page, /^Semua/)).toMatch(/\.zip$/);
  await page.goto('/gabung');
  await expect(page.getByText(/bukan undangan kunjungan Tilik/)).toBeVisible();
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe('activated');
  expect(refused).toEqual([]);

  // The watch does see what is refused: markup from a text, code from a text, a worker from elsewhere. A later turn of the page's
  // own loop tries it, because the debugger may do what the page may not.
  const outcomes = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const tried = (work: () => unknown): string => {
          try {
            work();
            return 'done';
          } catch (error) {
            return error instanceof Error ? error.name : 'thrown';
          }
        };
        const trials = [
          () => Reflect.set(document.createElement('div'), 'innerHTML', '<b>x</b>'),
          () => Reflect.construct(Function, ['return 1']),
          () => new Worker('data:text/javascript,1'),
        ];
        setTimeout(() => resolve(trials.map(tried)));
      }),
  );
  expect(outcomes).toEqual(['TypeError', 'EvalError', 'TypeError']);
  await expect.poll(() => refused.length).toBeGreaterThanOrEqual(2);
});
