import { webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, fromHex } from '#domain/canonical.ts';
import { signedText } from '#domain/change/envelope.ts';
import { type ChangeId, Sha256, type VisitId } from '#domain/ids.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { traceHash } from '#domain/scoring/trace-json.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { ProblemBody } from '#protocol/problems.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { smallInstrument, smallInstrumentHash } from '#testing/builders.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { done, VisitCommands } from '#testing/visit-commands.ts';

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

const stateOf = (visit: VisitId) => commands.state(visit);
const seenNow = (visit: VisitId) => commands.seenNow(visit);
const command = (...asked: Parameters<VisitCommands['ask']>) => commands.ask(...asked);

async function codeOf(response: Response): Promise<string> {
  return ProblemBody.parse(await response.json()).code;
}

async function aVisit(
  answers: { sign?: unknown; closed?: boolean } = {},
): Promise<{ tablet: PushingTablet; visit: VisitId }> {
  const tablet = await PushingTablet.open(server, field.siti);
  const visit = await tablet.startVisit(field);
  await tablet.write(visit, feeRegister, full);
  await tablet.write(visit, 'answer/1/office/sign', answers.sign ?? none);
  if (answers.closed !== false)
    await tablet.write(visit, 'sample/user', { target: 2, closed: { reason: 'Tidak ada pengguna hari itu' } });
  await tablet.push();
  return { tablet, visit };
}

async function aSubmittedVisit() {
  const made = await aVisit();
  await done(await command(field.siti, made.visit, 'submit'));
  made.tablet.seen = { n: 1, status: 'submitted' };
  return made;
}

describe('a submit', () => {
  test('by a member moves the visit and stands in its log; the same id again is the same transition', async () => {
    const { visit } = await aVisit();
    const id = crypto.randomUUID();
    const seen = await seenNow(visit);
    const first = await done(await command(field.siti, visit, 'submit', { id, ...seen }));
    expect(first.transition).toMatchObject({
      n: 1,
      action: 'submit',
      from: 'draft',
      to: 'submitted',
      by: field.siti.person,
      saw: seen.saw,
    });
    expect(await done(await command(field.siti, visit, 'submit', { id, ...seen }))).toEqual(first);
    expect((await stateOf(visit)).transitions).toHaveLength(1);
  });

  test('with an incomplete score is allowed: what is missing is shown, not forbidden', async () => {
    const { visit } = await aVisit({ closed: false });
    await done(await command(field.siti, visit, 'submit'));
  });

  test('says that something changed since the person looked, instead of deciding', async () => {
    const { visit, tablet } = await aVisit();
    const seen = await seenNow(visit);
    await tablet.write(visit, 'note/1/office/fee', { text: 'Papan biaya di balik pintu' });
    await tablet.push();
    expect(await codeOf(await command(field.siti, visit, 'submit', seen))).toBe('changedSinceYouLooked');
    await tablet.write(visit, `comment/${crypto.randomUUID()}`, { text: 'Sudah dicek' });
    await tablet.push();
    await done(await command(field.siti, visit, 'submit'));
    expect(await codeOf(await command(field.siti, visit, 'submit', { n: 0 }))).toBe('changedSinceYouLooked');
    expect(await codeOf(await command(field.siti, visit, 'submit'))).toBe('wrongStatus');
  });

  test('is not undone by a comment in between', async () => {
    const { visit, tablet } = await aVisit();
    const seen = await seenNow(visit);
    await tablet.write(visit, `comment/${crypto.randomUUID()}`, { text: 'Apakah fotonya jelas?' });
    await tablet.push();
    await done(await command(field.siti, visit, 'submit', seen));
  });

  test('waits until a conflict is settled by a change that names both', async () => {
    const { visit, tablet } = await aVisit();
    const other = await PushingTablet.open(server, field.siti);
    const theirs = await other.write(visit, feeRegister, none);
    await other.push();
    const response = await command(field.siti, visit, 'submit');
    expect([response.status, await codeOf(response)]).toEqual([409, 'unsettledConflict']);
    const heads = (await stateOf(visit)).registers.get(feeRegister)?.changes ?? [];
    const mine = heads.find(({ id }) => id !== theirs.id);
    const parents = [theirs, { ...theirs, id: mine?.id ?? theirs.id }];
    await tablet.write(visit, feeRegister, full, { parents });
    await tablet.push();
    await done(await command(field.siti, visit, 'submit'));
  });

  test('by a stranger finds no visit; by a supervisor who is no member is not allowed', async () => {
    const { visit } = await aVisit();
    expect((await command(field.budi, visit, 'submit')).status).toBe(404);
    expect(await codeOf(await command(field.supervisor, visit, 'submit'))).toBe('notAllowed');
  });

  test('of two at once one moves the visit and the other is told', async () => {
    const { visit } = await aVisit();
    const both = await Promise.all([command(field.siti, visit, 'submit'), command(field.siti, visit, 'submit')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a return', () => {
  test('needs a reason, and names the indicators', async () => {
    const { visit, tablet } = await aSubmittedVisit();
    expect(await codeOf(await command(field.supervisor, visit, 'return'))).toBe('malformed');
    expect(await codeOf(await command(field.supervisor, visit, 'return', { reason: '  ' }))).toBe('malformed');
    const returned = [{ subject: 'office', indicator: 'fee', reason: 'Foto tidak terbaca' }];
    const result = await done(
      await command(field.supervisor, visit, 'return', { reason: 'Lengkapi foto', returned } as never),
    );
    expect(result.transition).toMatchObject({ n: 2, to: 'returned', reason: 'Lengkapi foto', returned });
    await tablet.write(visit, feeRegister, none, { seen: { n: 2, status: 'returned' } });
    expect((await tablet.push()).held.map(({ verdict }) => verdict)).toEqual([{ kind: 'accepted', late: false }]);
    expect((await done(await command(field.siti, visit, 'submit'))).transition.n).toBe(3);
  });
});

describe('an approval', () => {
  test('seals frontier, instrument, exact score and trace under the server’s signature', async () => {
    const { visit } = await aSubmittedVisit();
    const { transition } = await done(await command(field.supervisor, visit, 'approve'));
    const { result } = transition;
    if (result === undefined) throw new Error('Nothing was sealed.');
    const score = scoreVisit(smallInstrument, scoringInputOf(smallInstrument, readVisit(await stateOf(visit))));
    // Fee 50 of 50, sign 0 of 25; users apply to nobody and their 25 go to the other two: 100 · 50 / 75.
    expect(result).toMatchObject({
      frontier: transition.saw.frontier,
      instrument: smallInstrumentHash,
      rule: 'weighted-mean/1',
      score: { exact: '200/3', rounded: '66.67', category: 'A', zone: 'green' },
      outcome: 'scored',
      traceHash: await traceHash(score),
    });
    const { signature, ...unsigned } = result;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const key = await webcrypto.subtle.importKey('jwk', server.deps.identity.publicKey, algorithm, false, ['verify']);
    expect(
      await webcrypto.subtle.verify(algorithm, key, fromHex(signature), signedText('result', canonicalJson(unsigned))),
    ).toBe(true);
  });

  test('of another score than the one on the screen is refused', async () => {
    const { visit } = await aSubmittedVisit();
    const { saw } = await seenNow(visit);
    const response = await command(field.supervisor, visit, 'approve', { saw: { ...saw, score: '66.66' } });
    expect(await codeOf(response)).toBe('changedSinceYouLooked');
  });

  test('of an open score is refused; with an outcome and its reason it is a result without a score', async () => {
    const { visit, tablet } = await aVisit({ closed: false });
    await done(await command(field.siti, visit, 'submit'));
    expect(await codeOf(await command(field.supervisor, visit, 'approve'))).toBe('notComplete');
    await done(await command(field.supervisor, visit, 'return', { reason: 'Isi hasil akhir' }));
    tablet.seen = { n: 2, status: 'returned' };
    await tablet.write(visit, 'visit/outcome', { kind: 'closed' });
    await tablet.push();
    await done(await command(field.siti, visit, 'submit'));
    expect(await codeOf(await command(field.supervisor, visit, 'approve'))).toBe('notComplete');
    await done(await command(field.supervisor, visit, 'return', { reason: 'Beri alasan' }));
    tablet.seen = { n: 4, status: 'returned' };
    await tablet.write(visit, 'visit/outcome', { kind: 'closed', reason: 'Kantor tutup karena banjir' });
    await tablet.push();
    await done(await command(field.siti, visit, 'submit'));
    const { transition } = await done(await command(field.supervisor, visit, 'approve'));
    expect(transition.result).toMatchObject({ score: null, outcome: 'closed', traceHash: null });
  });

  test('of a visit with something this server does not understand is refused', async () => {
    const { visit, tablet } = await aVisit();
    await tablet.write(visit, 'hologram/1', { newer: true });
    await tablet.push();
    await done(await command(field.siti, visit, 'submit'));
    expect(await codeOf(await command(field.supervisor, visit, 'approve'))).toBe('notComplete');
  });

  test('is not for assessors, nor for a supervisor who took part', async () => {
    const { visit, tablet } = await aVisit();
    await tablet.write(visit, `member/${field.supervisor.person}`, {});
    await tablet.push();
    await done(await command(field.siti, visit, 'submit'));
    expect(await codeOf(await command(field.siti, visit, 'approve'))).toBe('notAllowed');
    expect(await codeOf(await command(field.supervisor, visit, 'approve'))).toBe('ownVisit');
  });
});

describe('bad commands', () => {
  test.each([[{ action: 'delete' }], [{ n: -1 }], [{ id: 'x' }], [{ saw: { frontier: 'x', score: null } }]])(
    '%j is malformed',
    async (more) => {
      const { visit } = await aVisit();
      expect(await codeOf(await command(field.siti, visit, 'submit', more as never))).toBe('malformed');
    },
  );

  test('an id that is another visit’s command is refused', async () => {
    const [a, b] = [await aVisit(), await aVisit()];
    const id = crypto.randomUUID();
    await done(await command(field.siti, a.visit, 'submit', { id }));
    expect(await codeOf(await command(field.siti, b.visit, 'submit', { id }))).toBe('malformed');
  });
});

describe('a decision', () => {
  async function aVisitWithHeldAnswer(): Promise<{ visit: VisitId; held: ChangeId }> {
    const { visit, tablet } = await aSubmittedVisit();
    await done(await command(field.supervisor, visit, 'approve'));
    const late = await tablet.write(visit, 'answer/1/office/sign', full, { seen: { n: 0, status: 'draft' } });
    expect((await tablet.push()).held.map(({ verdict }) => verdict)).toEqual([
      { kind: 'held', because: 'after-approval' },
    ]);
    return { visit, held: late.id };
  }

  const decide = (
    person: TestPerson,
    visit: VisitId,
    changes: readonly string[],
    decision: string,
    reason = 'Foto mendukung',
  ) => server.ask('POST', `/api/visits/${visit}/decisions`, { as: person, body: { changes, decision, reason } });

  test('takes a held answer in with a reason, so that everyone folds it in', async () => {
    const { visit, held } = await aVisitWithHeldAnswer();
    expect(readVisit(await stateOf(visit)).held).toHaveLength(1);
    const response = await decide(field.supervisor, visit, [held], 'taken-in');
    expect([response.status, ((await response.json()) as { kind: string }).kind]).toEqual([200, 'done']);
    const view = readVisit(await stateOf(visit));
    expect(view.held).toEqual([]);
    expect(view.answers.get('office/sign' as never)?.value).toEqual(full);
  });

  test('made twice is one line; the other way round it is another', async () => {
    const { visit, held } = await aVisitWithHeldAnswer();
    const seqs: number[] = [];
    for (const decision of ['declined', 'declined', 'taken-in']) {
      seqs.push(((await (await decide(field.supervisor, visit, [held], decision)).json()) as { seq: number }).seq);
    }
    expect(seqs.map((seq) => seq - (seqs[0] ?? 0))).toEqual([0, 0, 1]);
  });

  test('is for supervisors who took no part, about changes that are held, and needs a reason', async () => {
    const { visit, held } = await aVisitWithHeldAnswer();
    expect(await codeOf(await decide(field.siti, visit, [held], 'taken-in'))).toBe('notAllowed');
    expect(await codeOf(await decide(field.supervisor, visit, [Sha256.parse('a'.repeat(64))], 'taken-in'))).toBe(
      'wrongStatus',
    );
    expect(await codeOf(await decide(field.supervisor, visit, [held], 'taken-in', ''))).toBe('malformed');
    expect(await codeOf(await decide(field.supervisor, visit, [], 'taken-in'))).toBe('malformed');
    const accepted = (await stateOf(visit)).registers.get(feeRegister)?.changes[0]?.id ?? held;
    expect(await codeOf(await decide(field.supervisor, visit, [held, accepted], 'taken-in'))).toBe('wrongStatus');
    expect(readVisit(await stateOf(visit)).held).toHaveLength(1);
  });
});
