import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VisitId } from '#domain/ids.ts';
import { newVerificationCode, printVerificationCode, type VerificationCode } from '#domain/visit/verification-code.ts';
import { Verification } from '#protocol/verification.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';
import { VisitCommands } from '#testing/visit-commands.ts';

let server: TestServer;
let field: Field;
let commands: VisitCommands;

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
  commands = new VisitCommands(server, field.organisation);
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

async function anApprovedVisit(): Promise<{ visit: VisitId; code: VerificationCode; tablet: PushingTablet }> {
  const tablet = await PushingTablet.open(server, field.siti);
  const visit = await tablet.startVisit(field);
  await tablet.write(visit, feeRegister, full);
  await tablet.write(visit, 'answer/1/office/sign', none);
  await tablet.write(visit, 'sample/user', { target: 2, closed: { reason: 'Tidak ada pengguna hari itu' } });
  await tablet.push();
  await commands.do(field.siti, visit, 'submit');
  const { transition } = await commands.do(field.supervisor, visit, 'approve');
  const code = transition.result?.code;
  if (code === undefined) throw new Error('The result was sealed without a code.');
  return { visit, code, tablet };
}

const ask = (code: string) => server.ask('GET', `/api/verification/${code}`);

async function verified(code: VerificationCode): Promise<Verification> {
  return Verification.parse(await (await ask(code)).json());
}

/** What an answer gives away. */
async function everythingOf(response: Response): Promise<unknown> {
  return [
    response.status,
    [...response.headers],
    (await response.text()).replace(/[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/g, 'CODE'),
  ];
}

test('a published result says office, date, instrument and score, and was computed again', async () => {
  const { visit, code } = await anApprovedVisit();
  await commands.do(field.supervisor, visit, 'publish');
  const { saw } = await commands.seenNow(visit);
  const found = await verified(code);
  expect(found).toMatchObject({
    standing: 'published',
    office: { name: 'DPMPTSP', city: 'Cilegon' },
    institution: 'Kota Cilegon',
    score: { rounded: saw.score },
    isSealIntact: true,
    recomputation: 'same',
  });
  await commands.do(field.supervisor, visit, 'object', { reason: 'Foto papan biaya' });
  expect((await verified(code)).standing).toBe('objected');
  await commands.do(field.supervisor, visit, 'finalise');
  expect((await verified(code)).standing).toBe('final');
});

test('the code is read as people type it', async () => {
  const { visit, code } = await anApprovedVisit();
  await commands.do(field.supervisor, visit, 'publish');
  expect((await ask(printVerificationCode(code).toLowerCase())).status).toBe(200);
  const page = await server.ask('GET', `/verify?code=${encodeURIComponent(` ${printVerificationCode(code)} `)}`);
  expect(await page.text()).toContain('Hasil ini sah');
});

test('a result that is not published looks the same as one that never was, as data and as a page', async () => {
  const { code } = await anApprovedVisit();
  const unknown = newVerificationCode((length) => crypto.getRandomValues(new Uint8Array(length)));
  for (const address of ['/api/verification', '/verify']) {
    const [unpublished, never] = await Promise.all(
      [code, unknown].map(async (asked) =>
        everythingOf(await server.ask('GET', `${address}/${printVerificationCode(asked)}`)),
      ),
    );
    expect(unpublished).toEqual(never);
    expect(never).toContain(404);
  }
});

test('nobody is named, neither in the data nor on the page', async () => {
  const { visit, code } = await anApprovedVisit();
  await commands.do(field.supervisor, visit, 'publish');
  const texts = await Promise.all(
    [ask(code), server.ask('GET', `/verify/${code}`)].map(async (answer) => (await answer).text()),
  );
  for (const { person } of [field.siti, field.budi, field.supervisor]) {
    for (const text of texts) expect(text).not.toContain(person);
  }
  expect(texts.join()).not.toMatch(/Orang \d|user-\d|Tidak ada pengguna hari itu/);
});

test('what is reopened after it was published holds no longer, and its new result has another code', async () => {
  const { visit, code } = await anApprovedVisit();
  await commands.do(field.supervisor, visit, 'publish');
  await commands.do(field.supervisor, visit, 'reopen', { reason: 'Keberatan diterima' });
  expect((await verified(code)).standing).toBe('withdrawn');
  await commands.do(field.siti, visit, 'submit');
  const again = (await commands.do(field.supervisor, visit, 'approve')).transition.result?.code;
  expect(again).not.toBe(code);
  await commands.do(field.supervisor, visit, 'publish');
  expect((await verified(code)).standing).toBe('withdrawn');
  if (again !== undefined) expect((await verified(again)).standing).toBe('published');
});

test('what is reopened before it was published never shows', async () => {
  const { visit, code } = await anApprovedVisit();
  await commands.do(field.supervisor, visit, 'reopen', { reason: 'Salah kantor' });
  expect((await ask(code)).status).toBe(404);
});

describe('somebody with the database in hand', () => {
  test('who alters an answer behind a sealed result is shown by the recomputation', async () => {
    const { visit, code } = await anApprovedVisit();
    await commands.do(field.supervisor, visit, 'publish');
    await server.deps.db.query(
      `UPDATE change_body SET body = replace(body::text, '"full"', '"none"')::json
        WHERE change = (SELECT change FROM visit_log WHERE visit = $1 AND register = $2)`,
      [visit, feeRegister],
    );
    expect(await verified(code)).toMatchObject({ isSealIntact: true, recomputation: 'different' });
    expect(await (await server.ask('GET', `/verify/${code}`)).text()).toContain('Jangan percayai hasil ini');
  });

  test('who alters the sealed score breaks its seal', async () => {
    const { visit, code } = await anApprovedVisit();
    await commands.do(field.supervisor, visit, 'publish');
    await server.deps.db.transaction(async (tx) => {
      await tx.query('ALTER TABLE visit_log DISABLE TRIGGER visit_log_is_append_only');
      await tx.query(
        `UPDATE visit_log SET line = regexp_replace(line::text, '("rounded" ?: ?")[0-9.]+', '\\199.99')::json
          WHERE visit = $1 AND line::text LIKE '%"rounded"%'`,
        [visit],
      );
      await tx.query('ALTER TABLE visit_log ENABLE TRIGGER visit_log_is_append_only');
    });
    const found = await verified(code);
    expect(found).toMatchObject({ score: { rounded: '99.99' }, isSealIntact: false });
    expect(await (await server.ask('GET', `/verify/${code}?lang=en`)).text()).toContain('Do not trust this result');
  });
});

test.each(['', 'kode', '%3Cscript%3E', 'A'.repeat(300), '7KQ2M-9XD4T-B0W8C-E5RZU'])(
  'the page answers what cannot be a code in words: "%s"',
  async (typed) => {
    const page = await server.ask('GET', `/verify?code=${typed}`);
    expect(page.status).toBe(typed === '' ? 200 : 404);
    const text = await page.text();
    expect(text).toContain('Kode verifikasi');
    expect(text).not.toContain('<script>');
  },
);
