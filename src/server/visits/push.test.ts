import { webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, fromHex } from '#domain/canonical.ts';
import { signedText } from '#domain/change/envelope.ts';
import { VisitId } from '#domain/ids.ts';
import { ProblemBody } from '#protocol/problems.ts';
import type { Receipt } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';
import { loadVisitState } from './read-log.ts';

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

async function codeOf(response: Response): Promise<string> {
  return ProblemBody.parse(await response.json()).code;
}

async function aTabletWithVisit(
  person = field.siti,
): Promise<{ tablet: PushingTablet; visit: VisitId; receipt: Receipt }> {
  const tablet = await PushingTablet.open(server, person);
  const visit = await tablet.startVisit(field);
  return { tablet, visit, receipt: await tablet.push() };
}

describe('a sealed batch', () => {
  test('is taken in order and answered with a receipt that the server signed', async () => {
    const { visit, receipt, tablet } = await aTabletWithVisit();
    expect(receipt.held.map(({ seq, verdict }) => [seq, verdict])).toEqual(
      [1, 2, 3, 4].map((seq) => [seq, { kind: 'accepted', late: false }]),
    );
    expect(receipt.refused).toEqual([]);
    expect(receipt.replica).toEqual({ id: tablet.replica, n: 4, link: tablet.prev });
    expect(receipt.visits).toEqual([{ visit, seq: 4, head: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    const { signature, ...unsigned } = receipt;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const key = await webcrypto.subtle.importKey('jwk', server.deps.identity.publicKey, algorithm, false, ['verify']);
    expect(
      await webcrypto.subtle.verify(algorithm, key, fromHex(signature), signedText('receipt', canonicalJson(unsigned))),
    ).toBe(true);
  });

  test('sent again after a lost reply gets the same receipt and no second line', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    await tablet.write(visit, feeRegister, full);
    const request = await tablet.seal();
    const first = await tablet.receipt(await tablet.send(request));
    const second = await tablet.receipt(await tablet.send(request));
    expect(second.held).toEqual(first.held);
    expect(second.replica).toEqual(first.replica);
    expect(second.visits).toEqual(first.visits);
  });

  test('in a new envelope of another replica is recognised by id', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    const change = await tablet.write(visit, feeRegister, full);
    const first = await tablet.push();
    const reinstalled = await PushingTablet.open(server, field.siti);
    const again = await reinstalled.receipt(await reinstalled.send(await reinstalled.seal([change])));
    expect(again.held).toEqual(first.held);
    expect(again.replica.n).toBe(1);
  });

  test('that overlaps what is held goes on after it', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    const { n, prev } = tablet;
    const [a, b] = [await tablet.write(visit, feeRegister, full), await tablet.write(visit, feeRegister, none)];
    await tablet.receipt(await tablet.send(await tablet.sealAt(n + 1, prev, [a])));
    const both = await tablet.receipt(await tablet.send(await tablet.sealAt(n + 1, prev, [a, b])));
    expect(both.held.map(({ id }) => id)).toEqual([a.id, b.id]);
    expect(both.replica.n).toBe(n + 2);
  });

  test('with another change under a number that is taken is a fork, and nothing of it is kept', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    const { n, prev } = tablet;
    const a = await tablet.write(visit, feeRegister, full);
    await tablet.receipt(await tablet.send(await tablet.sealAt(n + 1, prev, [a])));
    const b = await tablet.write(visit, feeRegister, none);
    const response = await tablet.send(await tablet.sealAt(n + 1, prev, [b]));
    expect([response.status, await codeOf(response)]).toEqual([409, 'replicaForked']);
    const loaded = await loadVisitState(server.deps.db, field.organisation, visit);
    expect(loaded?.seq).toBe(5);
  });

  test('that leaves a gap, or follows another link, is a fork', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    const change = await tablet.write(visit, feeRegister, full);
    expect(await codeOf(await tablet.send(await tablet.sealAt(tablet.n + 2, tablet.prev, [change])))).toBe(
      'replicaForked',
    );
    expect(await codeOf(await tablet.send(await tablet.sealAt(tablet.n + 1, null, [change])))).toBe('replicaForked');
  });

  test('whose signature or key does not fit is refused whole', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    await tablet.write(visit, feeRegister, full);
    const request = await tablet.seal();
    const other = await PushingTablet.open(server, field.siti);
    const { publicKey } = await other.sealAt(1, null, request.changes);
    expect(await codeOf(await tablet.send({ ...request, signature: '0'.repeat(128) }))).toBe('badSignature');
    expect(await codeOf(await tablet.send({ ...request, publicKey }))).toBe('badSignature');
    expect(
      await codeOf(await tablet.send({ ...request, publicKey: { ...request.publicKey, x: 'A'.repeat(43) } })),
    ).toBe('badSignature');
  });

  test('of a replica that is another person’s is a fork', async () => {
    const { tablet } = await aTabletWithVisit();
    const response = await server.ask('POST', '/api/push', {
      as: field.budi,
      body: await tablet.sealAt(1, null, [
        { id: (await tablet.write(VisitId.parse(crypto.randomUUID()), feeRegister, full)).id },
      ]),
    });
    expect(await codeOf(response)).toBe('replicaForked');
  });

  test('for another organisation, or from nobody, is refused', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    await tablet.write(visit, feeRegister, full);
    const request = await tablet.seal();
    expect(await codeOf(await tablet.send({ ...request, organisation: crypto.randomUUID() }))).toBe('notAllowed');
    expect(await codeOf(await server.ask('POST', '/api/push', { body: request }))).toBe('signedOut');
  });
});

describe('one poisoned change', () => {
  test('is refused by itself, takes its number, and does not hold up the others', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    const good = await tablet.write(visit, feeRegister, full);
    const changed = await tablet.write(visit, 'note/1/office/fee', { text: 'asli' });
    const foreign = await (await PushingTablet.open(server, field.budi)).write(visit, feeRegister, none);
    const raw = [
      { ...changed, body: { ...changed.body, value: { text: 'palsu' } } },
      { ...changed, id: 'a'.repeat(64) },
      { id: 'b'.repeat(64), content: 'kosong' },
      foreign,
      { ...changed, id: 'c'.repeat(64), content: { ...changed.content, organisation: crypto.randomUUID() } },
      good,
    ];
    const receipt = await tablet.receipt(await tablet.send(await tablet.seal(raw as never)));
    expect(receipt.refused.map(({ code }) => code)).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'notAllowed',
      'notAllowed',
    ]);
    expect(receipt.held.map(({ id }) => id)).toEqual([good.id]);
    expect(receipt.replica.n).toBe(10);
  });

  test('naming an unknown instrument, office or person is refused with its reason', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    await tablet.write(visit, 'visit/instrument', { id: 'kecil', version: 2, hash: 'd'.repeat(64) });
    await tablet.write(visit, 'visit/office', crypto.randomUUID());
    await tablet.write(visit, `member/${crypto.randomUUID()}`, {});
    await tablet.write(visit, 'visit/remark', { text: 'tetap masuk' });
    const receipt = await tablet.push();
    expect(receipt.refused.map(({ code }) => code)).toEqual(['unknownInstrument', 'unknownOffice', 'notAllowed']);
    expect(receipt.held).toHaveLength(1);
  });

  test.each([
    ['a register with a NUL', { register: 'answer/\u0000' }],
    ['a register with half a character', { register: 'answer/\ud800' }],
    ['a number larger than a number', { extra: '1e999' }],
  ])('%s is refused and no fault of the server', async (_, spoiled) => {
    const { tablet, visit } = await aTabletWithVisit();
    const change = await tablet.write(visit, feeRegister, full);
    const raw = { ...change, content: { ...change.content, ...spoiled } };
    const body = JSON.stringify(await tablet.seal([raw])).replace('"1e999"', '1e999');
    const receipt = await tablet.receipt(await server.ask('POST', '/api/push', { as: field.siti, body }));
    expect(receipt.refused.map(({ code }) => code)).toEqual(['malformed']);
  });

  test('text that JSON may hold and columns may not is kept as it was written', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    const value = { text: 'nol \u0000 dan \ud800 tetap', __proto__: null };
    const change = await tablet.write(visit, 'note/1/office/fee', value);
    await tablet.push();
    const loaded = await loadVisitState(server.deps.db, field.organisation, visit);
    expect(loaded?.state.registers.get('note/1/office/fee')?.changes).toMatchObject([
      { id: change.id, value: { text: value.text } },
    ]);
  });

  test('of a kind this server does not know is kept raw', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    await tablet.write(visit, 'hologram/1', { newer: true });
    expect((await tablet.push()).held).toHaveLength(1);
  });
});

describe('limits', () => {
  test('a body over 256 kB is too large whatever it says of its length', async () => {
    const response = await server.ask('POST', '/api/push', {
      as: field.siti,
      body: `{"x":"${'a'.repeat(257 * 1024)}"}`,
    });
    expect([response.status, await codeOf(response)]).toEqual([413, 'tooLarge']);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)) });
    const streamed = await server.app.request('http://localhost/api/push', {
      method: 'POST',
      headers: { cookie: field.siti.cookie, 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect([streamed.status, await codeOf(streamed)]).toEqual([413, 'tooLarge']);
  });

  test('501 changes are refused, 500 are taken in one transaction', async () => {
    const { tablet, visit } = await aTabletWithVisit();
    const ids = Array.from({ length: 501 }, (_, at) => ({ id: at.toString(16).padStart(64, '0') }));
    expect(await codeOf(await tablet.send(await tablet.sealAt(tablet.n + 1, tablet.prev, ids as never)))).toBe(
      'malformed',
    );
    const receipt = await tablet.receipt(
      await tablet.send(await tablet.sealAt(tablet.n + 1, tablet.prev, ids.slice(1) as never)),
    );
    expect(receipt.refused).toHaveLength(500);
    expect(receipt.visits).toEqual([]);
    expect(visit).toBeDefined();
  });

  test.each([
    ['no JSON', '{'],
    ['JSON of another shape', '[]'],
    ['a text', '"x"'],
    ['nesting without end', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ])('%s is malformed', async (_, body) => {
    const response = await server.ask('POST', '/api/push', { as: field.siti, body });
    expect([response.status, await codeOf(response)]).toEqual([400, 'malformed']);
  });
});
