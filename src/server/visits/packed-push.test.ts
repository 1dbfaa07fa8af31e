import { afterAll, beforeAll, expect, test } from 'vitest';
import { Change } from '#domain/change/change.ts';
import type { VisitId } from '#domain/ids.ts';
import { packChanges } from '#protocol/packed-changes.ts';
import { PackedLogPage } from '#protocol/packed-log.ts';
import { PackedReceipt, wholeReceipt } from '#protocol/packed-push.ts';
import { ProblemBody } from '#protocol/problems.ts';
import { LogPage, type PushRequest } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';

let server: TestServer;
let field: Field;

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

function packed({ changes, ...batch }: PushRequest) {
  const columns = packChanges(changes.map((change) => Change.parse(change)));
  if (columns === null) throw new Error('These can be packed.');
  return { ...batch, changes: columns };
}

function send(body: unknown): Promise<Response> {
  return server.ask('POST', '/api/push/packed', { as: field.siti, body });
}

async function codeOf(response: Response): Promise<string> {
  return ProblemBody.parse(await response.json()).code;
}

async function aVisit(): Promise<{ tablet: PushingTablet; visit: VisitId }> {
  const tablet = await PushingTablet.open(server, field.siti);
  return { tablet, visit: await tablet.startVisit(field) };
}

test('a packed batch is taken as the plain one would be, under the same signature', async () => {
  const { tablet, visit } = await aVisit();
  await tablet.write(visit, feeRegister, full);
  const request = await tablet.seal();
  const answer = PackedReceipt.parse(await (await send(packed(request))).json());
  const sent = request.changes.map(({ id }) => id);
  const { signature: _, at: __, ...receipt } = wholeReceipt(answer, sent) ?? expect.unreachable();
  const { signature: ___, at: ____, ...plain } = await tablet.receipt(await tablet.send(request));
  expect(receipt).toEqual(plain);
  expect(receipt.held.map(({ id }) => id)).toEqual(sent);
  expect(receipt.held.map(({ seq }) => seq)).toEqual(sent.map((_id, at) => at + 1));
});

test('a log told in packed form holds the lines of the plain one', async () => {
  const { tablet, visit } = await aVisit();
  await tablet.write(visit, feeRegister, full);
  await tablet.write(visit, feeRegister, none);
  await tablet.push();
  const address = `/api/visits/${visit}/log?after=1`;
  const plain = LogPage.parse(await (await server.ask('GET', address, { as: field.siti })).json());
  const page = PackedLogPage.parse(
    await (await server.ask('GET', `${address}&form=packed`, { as: field.siti })).json(),
  );
  expect(page).toMatchObject({ seq: plain.seq, before: plain.before, head: { head: plain.head?.head }, items: [] });
  expect(page.lines.changes.visitOf).toHaveLength(plain.items.length);
});

test('what was changed on the way is another change, and not what was signed', async () => {
  const { tablet, visit } = await aVisit();
  await tablet.write(visit, feeRegister, full);
  const body = packed(await tablet.seal());
  const values = body.changes.values.map((value) => (JSON.stringify(value) === JSON.stringify(full) ? none : value));
  expect(await codeOf(await send({ ...body, changes: { ...body.changes, values } }))).toBe('badSignature');
});

test('columns that do not fit each other are no batch', async () => {
  const { tablet, visit } = await aVisit();
  await tablet.write(visit, feeRegister, full);
  const body = packed(await tablet.seal());
  expect(await codeOf(await send({ ...body, changes: { ...body.changes, depths: [] } }))).toBe('malformed');
});

test('a small body does not stand for a huge one', async () => {
  const { tablet, visit } = await aVisit();
  for (let at = 0; at < 20; at++) await tablet.write(visit, feeRegister, { text: 'x'.repeat(80_000) });
  expect(await codeOf(await send(packed(await tablet.seal())))).toBe('tooLarge');
});
