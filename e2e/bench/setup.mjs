// Plain JavaScript and plain Playwright, so that any Node and any Playwright runs it: also what measures the peers does, by
//   node peers.mjs --url=http://127.0.0.1:PORT --mark=visit-answerable --setup=e2e/bench/setup.mjs
// Signs in to a server with the demonstration (TILIK_DEMO_PASSWORD) and begins a visit of TILIK_BENCH_INSTRUMENT.
const user = process.env.TILIK_BENCH_USER ?? 'asesor1';
const password = process.env.TILIK_DEMO_PASSWORD ?? 'kunjungan-pagi-2026';
const real = 'Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2023 (v1)';
const office = /DPMPTSP Kota Cilegon/;
/** Of the real instrument, the page with the most questions that ask nobody in particular. */
const realPart = /^Sarana prasarana/;
const patience = 60_000;

// biome-ignore lint/style/noDefaultExport: it is what the script that measures the peers asks of a setup.
export default async function setUp({
  page,
  base,
  instrument = process.env.TILIK_BENCH_INSTRUMENT ?? real,
  part = instrument === real ? realPart : null,
}) {
  page.setDefaultTimeout(patience);
  await page.goto(base);
  await signIn(page);
  await beginVisit(page, instrument);
  if (part !== null) await goTo(page, part);
  await page.locator('input[type=radio]').first().waitFor();
  await untilAtRest(page);
  return page.url();
}

async function signIn(page) {
  await page.getByLabel('Nama pengguna').fill(user);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByRole('link', { name: /^Semua terkirim/ }).waitFor();
}

async function beginVisit(page, instrument) {
  await page.getByRole('link', { name: 'Mulai kunjungan' }).click();
  await page.getByRole('radio', { name: office }).check();
  await page.getByLabel('Instrumen').selectOption({ label: instrument });
  await page.getByRole('button', { name: 'Mulai kunjungan' }).click();
  const anyway = page.getByRole('button', { name: 'Tetap mulai baru' });
  await anyway.or(page.getByTitle('Tersimpan di perangkat')).first().waitFor();
  if (await anyway.isVisible()) await anyway.click();
  await page.waitForURL(/\/kunjungan\/[0-9a-f-]{36}/);
  await page.getByTitle('Tersimpan di perangkat').waitFor();
}

async function goTo(page, part) {
  const way = page.getByRole('navigation', { name: 'Bagian kunjungan' });
  const show = page.getByRole('button', { name: 'Daftar bagian' });
  await way.or(show).first().waitFor();
  if (await show.isVisible()) await show.click();
  await way.getByRole('button', { name: part }).click();
}

/** Nothing is left to save, to send or to install that would disturb what is measured next. */
async function untilAtRest(page) {
  await page.getByTitle('Tersimpan di perangkat').waitFor();
  await page.getByRole('link', { name: /^Semua terkirim/ }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}
