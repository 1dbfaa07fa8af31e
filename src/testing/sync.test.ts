import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { currentReplica } from '#client/store/outbox.ts';
import { Unreachable } from '#client/sync/transport.ts';
import { tusUpload } from '#client/sync/tus-upload.ts';
import { sha256Hex } from '#domain/canonical.ts';
import { aPhoto, photoDetails } from './builders.ts';
import { type FieldServer, startFieldServer } from './field-server.ts';
import { officeQuestions, Team } from './team.ts';
import { until } from './until.ts';

let server: FieldServer;
let team: Team;

beforeAll(async () => {
  server = await startFieldServer();
  team = new Team(server);
});
afterEach(() => team.goHome());
afterAll(() => server.close());

const [first, second, third] = officeQuestions;
if (first === undefined || second === undefined || third === undefined)
  throw new Error('The instrument asks the office three things.');

describe('two tablets on one visit', () => {
  test('both end with the same answers, the same score and the same frontier', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani, [budi]);
    await hers.write(first.register, first.high);
    await rani.sync();
    await budi.sync();
    const his = await budi.visit(hers.id);
    expect(his.answer(first.key).value.value).toEqual(first.high);
    await his.write(second.register, second.low);
    await hers.write(third.register, third.high);
    await rani.sync();
    await budi.sync();
    await rani.sync();
    await until(() => hers.answer(second.key).value.value !== null && his.answer(third.key).value.value !== null);
    expect(await hers.saw()).toEqual(await his.saw());
    expect(hers.score.value).toEqual(his.score.value);
    expect(rani.workspace.sending.value.activity).toEqual({ kind: 'idle' });
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
  });

  test('differing answers are a conflict for both until one settles it for both', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani, [budi]);
    await rani.sync();
    await budi.sync();
    const his = await budi.visit(hers.id);
    await hers.write(first.register, first.high);
    await his.write(first.register, first.low);
    await rani.sync();
    await budi.sync();
    await rani.sync();
    await until(() => hers.view.value.conflicts.length === 1 && his.view.value.conflicts.length === 1);
    expect(hers.answer(first.key).value.value).toBeNull();
    expect(await hers.saw()).toEqual(await his.saw());
    await his.write(first.register, first.low);
    await budi.sync();
    await rani.sync();
    await until(() => hers.view.value.conflicts.length === 0);
    expect(hers.answer(first.key).value.value).toEqual(first.low);
    expect(await hers.saw()).toEqual(await his.saw());
  });

  test('the same answer from both is no conflict', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani, [budi]);
    await rani.sync();
    await budi.sync();
    const his = await budi.visit(hers.id);
    await Promise.all([hers.write(first.register, first.high), his.write(first.register, first.high)]);
    await rani.sync();
    await budi.sync();
    await rani.sync();
    await until(() => hers.answer(first.key).value.heads.length === 2);
    expect(hers.answer(first.key).value).toMatchObject({ value: first.high, conflict: [] });
  });

  test('a tablet that joined by the QR code may reach the server before the one that started the visit', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani);
    const invitation = await hers.invitation();
    if (invitation === null) throw new Error('The visit has a join key.');
    const his = await budi.visit(await budi.workspace.joinVisit(invitation));
    await his.write(second.register, second.high);
    await budi.sync();
    await hers.write(first.register, first.high);
    await rani.sync();
    await budi.sync();
    await until(() => his.view.value.members.length === 2 && hers.view.value.members.length === 2);
    expect(his.answer(first.key).value.value).toEqual(first.high);
    expect(his.view.value).toMatchObject({ conflicts: [], held: [] });
    expect(await hers.saw()).toEqual(await his.saw());
  });
});

describe('a network that does as it likes', () => {
  test('a lost reply does not duplicate the visit', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.write(first.register, first.high);
    rani.network.losesReply('/api/push');
    await rani.sync();
    expect(rani.workspace.sending.value).toMatchObject({
      network: 'server-unreachable',
      activity: { kind: 'waiting', because: 'unreachable' },
    });
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    const reader = await team.tablet({ roles: ['supervisor'] });
    const read = await reader.visit(visit.id);
    expect(read.history(first.register)).toHaveLength(1);
    expect(await read.saw()).toEqual(await visit.saw());
  });

  test('a push delivered twice is one', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.write(first.register, first.high);
    rani.network.deliversTwice('/api/push');
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    expect(rani.workspace.sending.value.refused).toEqual([]);
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
    expect(read.history(first.register)).toHaveLength(1);
  });

  test('what is written while an answer of the server is late is sent after it', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    const reply = rani.network.holdsReply('/api/push');
    const round = rani.sync();
    await reply.arrived;
    await visit.write(first.register, first.high);
    reply.release();
    await round;
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    expect(
      (await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id)).answer(first.key).value.value,
    ).toEqual(first.high);
  });

  test('a captive portal that answers 200 with a page is believed by no one', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.write(first.register, first.high);
    await rani.workspace.readLists();
    const before = rani.workspace.sending.value.unsentChanges;
    rani.network.isCaptive({ times: 1 });
    await rani.sync();
    expect(rani.workspace.sending.value.network).toBe('server-unreachable');
    await rani.workspace.readLists();
    expect(rani.workspace.sending.value).toMatchObject({ unsentChanges: before, lastSentAt: null });
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
  });

  test('a busy server is left in peace for as long as it asked', async () => {
    const rani = await team.tablet();
    await team.startVisit(rani);
    const problem = { type: 'urn:tilik:problem:serverBusy', code: 'serverBusy', title: 'Busy', status: 503 };
    rani.network.answers('/api/push', 503, problem, { 'retry-after': '120' });
    const before = Date.now();
    await rani.sync();
    const { activity, network } = rani.workspace.sending.value;
    expect(network).toBe('online');
    if (activity.kind !== 'waiting') throw new Error(`Not waiting but ${activity.kind}.`);
    expect(activity.because).toBe('serverBusy');
    expect(Date.parse(activity.retryAt) - before).toBeGreaterThanOrEqual(120_000);
  });

  test('a session that has ended keeps everything and asks to sign in', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.write(first.register, first.high);
    await server.db.query('DELETE FROM session WHERE person = $1', [rani.person.session.person.id]);
    await rani.sync();
    expect(rani.workspace.sending.value.activity).toEqual({ kind: 'signInNeeded' });
    await rani.workspace.readLists();
    expect(rani.workspace.sending.value.unsentChanges).toBeGreaterThan(1);
    expect(visit.answer(first.key).value.value).toEqual(first.high);
    expect(visit.canEdit.value).toBe(true);
  });
});

describe('one change that the server cannot take', () => {
  test('does not hold up the others and stays visible to its author', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.write(first.register, first.high);
    await visit.write(second.register, second.high);
    const [poisoned] = visit.history(first.register);
    if (poisoned === undefined) throw new Error('It was just written.');
    await rani.store.db.write(['changes'], async (tx) => {
      const stored = await tx.objectStore('changes').get(poisoned.id);
      if (!stored?.body) throw new Error('It was just written.');
      await tx.objectStore('changes').put({ ...stored, body: { ...stored.body, value: 'else' } });
    });
    await rani.sync();
    await until(
      () => rani.workspace.sending.value.refused.length === 1 && rani.workspace.sending.value.unsentChanges === 0,
    );
    expect(rani.workspace.sending.value.refused).toMatchObject([
      { id: poisoned.id, visit: visit.id, code: 'malformed' },
    ]);
    await until(() => visit.answer(first.key).value.value === null);
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
    expect(read.answer(second.key).value.value).toEqual(second.high);
    expect(await read.saw()).toEqual(await visit.saw());
    await rani.workspace.acknowledgeRefused(poisoned.id);
    await until(() => rani.workspace.sending.value.refused.length === 0);
  });

  test('too large for any push is put aside, and what came with it arrives', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    const strokes = Array.from({ length: 399 }, () =>
      Array.from({ length: 100 }, (_, at) => [at % 1000, (at * 7) % 1000]),
    );
    const signature = { role: 'official', name: 'Kepala Dinas', signedAt: '2026-03-03T15:00:00+07:00', strokes };
    await visit.write({ kind: 'signature', id: crypto.randomUUID() }, signature);
    await visit.write(first.register, first.high);
    await rani.sync();
    await until(() => rani.workspace.sending.value.refused.length === 1);
    expect(rani.workspace.sending.value).toMatchObject({ unsentChanges: 0, refused: [{ code: 'tooLarge' }] });
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
    expect(read.answer(first.key).value.value).toEqual(first.high);
    expect(read.view.value.signatures).toEqual([]);
  });
});

describe('two tabs of one tablet', () => {
  test('show each other’s answers, and the leading one sends for both', async () => {
    const person = await team.person();
    const front = await team.tablet({ person });
    const back = await team.tablet({ person });
    const here = await team.startVisit(front);
    const there = await back.visit(here.id);
    await there.write(second.register, second.high);
    await until(() => here.answer(second.key).value.value !== null);
    await here.write(second.register, second.low);
    await until(
      () =>
        there.answer(second.key).value.value?.kind === 'option' && there.answer(second.key).value.heads[0]?.depth === 2,
    );
    expect(there.answer(second.key).value).toMatchObject({ value: second.low, conflict: [] });
    expect(back.workspace.sending.value.activity).toEqual({ kind: 'otherTab' });
    await front.sync();
    await until(() => back.workspace.sending.value.unsentChanges === 0);
    expect(back.network.count('/api/push')).toBe(0);
    expect(front.network.count('/api/push')).toBeGreaterThan(0);
  });

  test('when the leading tab is closed the other goes on', async () => {
    const person = await team.person();
    const leading = await team.tablet({ person });
    const waiting = await team.tablet({ person });
    const visit = await team.startVisit(waiting);
    await visit.write(first.register, first.high);
    await leading.workspace.close();
    await until(() => waiting.workspace.sending.value.activity.kind !== 'otherTab');
    await waiting.sync();
    await until(() => waiting.workspace.sending.value.unsentChanges === 0);
    expect(waiting.network.count('/api/push')).toBeGreaterThan(0);
  });
});

describe('what is in doubt about a tablet', () => {
  test('a forked replica goes on under a new one, and nothing is lost or doubled', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await rani.sync();
    const before = await currentReplica(rani.store);
    if (before === null) throw new Error('It has sent something.');
    await visit.write(first.register, first.high);
    await rani.sync();
    // As a profile copied before the last send and opened again: its numbers are taken.
    await rani.store.db.write(['replica'], (tx) => tx.objectStore('replica').put(before));
    await visit.write(second.register, second.high);
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    expect((await currentReplica(rani.store))?.id).not.toBe(before.id);
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
    expect(read.answer(first.key).value.value).toEqual(first.high);
    expect(read.answer(second.key).value.value).toEqual(second.high);
    expect(await read.saw()).toEqual(await visit.saw());
  });

  test('a batch whose receipt was lost with the key is sent again under a new replica', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.write(first.register, first.high);
    rani.network.losesReply('/api/push');
    await rani.sync();
    await rani.store.db.write(['replica'], (tx) => tx.objectStore('replica').clear());
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
    expect(read.history(first.register)).toHaveLength(1);
  });

  test('two tablets of one person are one author with two replicas', async () => {
    const person = await team.person();
    const [one, two] = [await team.tablet({ person, device: 'one' }), await team.tablet({ person, device: 'two' })];
    const here = await team.startVisit(one);
    await one.sync();
    await two.sync();
    const there = await two.visit(here.id);
    await here.write(first.register, first.high);
    await there.write(second.register, second.high);
    await Promise.all([one.sync(), two.sync()]);
    await Promise.all([one.sync(), two.sync()]);
    await until(() => here.answer(second.key).value.value !== null && there.answer(first.key).value.value !== null);
    expect(await here.saw()).toEqual(await there.saw());
  });
});

describe('a server that was restored from yesterday', () => {
  test('gets back from the tablets what it lost, and everything ends the same', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani, [budi]);
    await hers.write(first.register, first.high);
    await rani.sync();
    await budi.sync();
    const his = await budi.visit(hers.id);
    await his.write(second.register, second.low);
    await budi.sync();
    await rani.sync();
    const before = await hers.saw();
    await server.restore(async (db) => {
      await db.transaction(async (tx) => {
        // The backup is from before the visit. The log itself is append-only, so its guards are set aside for this.
        await tx.query('SET LOCAL session_replication_role = replica');
        await tx.query(
          'TRUNCATE visit, visit_log, change_body, visit_person, visit_summary, replica, replica_batch, command, evidence CASCADE',
        );
      });
    });
    await rani.sync();
    await rani.sync();
    await budi.sync();
    await budi.sync();
    await rani.sync();
    await until(
      () => rani.workspace.sending.value.unsentChanges === 0 && budi.workspace.sending.value.unsentChanges === 0,
    );
    expect(await hers.saw()).toEqual(before);
    expect(await his.saw()).toEqual(before);
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(hers.id);
    expect(await read.saw()).toEqual(before);
    expect(read.view.value.held).toEqual([]);
  });
});

describe('submitting', () => {
  test('pressed without a network, it is sent after the answers', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.write(first.register, first.high);
    await visit.submit();
    await until(() => visit.submitIntent.value?.kind === 'waiting');
    await rani.sync();
    await until(() => visit.view.value.status === 'submitted' && visit.submitIntent.value === null);
    expect(visit.canEdit.value).toBe(false);
    await until(() =>
      rani.workspace.visits.value.some((line) => line.visit === visit.id && line.status === 'submitted'),
    );
  });

  test('is declined when another answer came in between, and says so until pressed again', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani, [budi]);
    await rani.sync();
    await budi.sync();
    const his = await budi.visit(hers.id);
    await hers.submit();
    await his.write(second.register, second.high);
    await budi.sync();
    await rani.sync();
    await until(() => hers.submitIntent.value?.kind === 'refused');
    expect(hers.submitIntent.value).toMatchObject({ code: 'changedSinceYouLooked' });
    expect(hers.view.value.status).toBe('draft');
    await until(() => hers.answer(second.key).value.value !== null);
    await hers.submit();
    await rani.sync();
    await until(() => hers.view.value.status === 'submitted');
  });

  test('a lost reply does not submit twice', async () => {
    const rani = await team.tablet();
    const visit = await team.startVisit(rani);
    await visit.submit();
    await rani.sync();
    await until(() => visit.view.value.status === 'submitted');
    const other = await team.startVisit(rani);
    await other.submit();
    rani.network.losesReply(`/api/visits/${other.id}/commands`);
    await rani.sync();
    await rani.sync();
    await until(() => other.view.value.status === 'submitted' && other.submitIntent.value === null);
    expect(other.view.value.transitions).toHaveLength(1);
  });

  test('answers written before their author knew of the submit are late, not lost', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani, [budi]);
    await rani.sync();
    await budi.sync();
    const his = await budi.visit(hers.id);
    await hers.submit();
    await rani.sync();
    await his.write(second.register, second.high);
    await budi.sync();
    await rani.sync();
    await until(() => hers.view.value.late.length === 1);
    expect(hers.answer(second.key).value.value).toEqual(second.high);
    expect(await hers.saw()).toEqual(await his.saw());
  });
});

describe('a supervisor', () => {
  test('returns a visit with a reason; the assessor sees it, corrects and submits again', async () => {
    const [rani, boss] = [await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
    const hers = await team.startVisit(rani);
    await hers.write(first.register, first.high);
    await hers.submit();
    await rani.sync();
    const read = await boss.visit(hers.id);
    const reason = 'Foto papan biaya tidak terbaca.';
    const returned = [{ subject: first.subject, indicator: first.indicator, reason }];
    await read.command('return', { reason, returned, saw: await read.saw() });
    await until(() => read.view.value.status === 'returned');
    await rani.sync();
    await until(() => hers.view.value.status === 'returned' && hers.canEdit.value);
    expect(hers.view.value.transitions.at(-1)?.returned).toEqual(returned);
    await hers.write(first.register, first.low);
    await hers.submit();
    await rani.sync();
    await until(() => hers.view.value.status === 'submitted');
  });

  test('is told when the visit changed since looking, and nothing is decided', async () => {
    const [rani, boss] = [await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
    const hers = await team.startVisit(rani);
    await hers.submit();
    await rani.sync();
    const read = await boss.visit(hers.id);
    const saw = { ...(await read.saw()), frontier: 'f'.repeat(64) } as Awaited<ReturnType<typeof read.saw>>;
    await expect(read.command('return', { reason: 'Perbaiki.', returned: [], saw })).rejects.toMatchObject({
      code: 'changedSinceYouLooked',
    });
    await rani.sync();
    expect(hers.view.value.status).toBe('submitted');
  });

  test('takes a held answer in: it counts from then on, for everyone', async () => {
    const [rani, budi, boss] = [await team.tablet(), await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
    const hers = await team.startVisit(rani, [budi]);
    await rani.sync();
    await budi.sync();
    const his = await budi.visit(hers.id);
    await hers.write(
      { kind: 'member', person: budi.person.session.person.id },
      { removed: { reason: 'Pindah tugas.' } },
    );
    await rani.sync();
    await his.write(second.register, second.high);
    await budi.sync();
    const read = await boss.visit(hers.id);
    expect(read.view.value.held).toHaveLength(1);
    expect(read.answer(second.key).value.value).toBeNull();
    await read.decideHeld(
      read.view.value.held.map((line) => line.change.id),
      'taken-in',
      'Ditulis sebelum pindah.',
    );
    await until(() => read.answer(second.key).value.value !== null);
    await rani.sync();
    await until(() => hers.answer(second.key).value.value !== null);
    expect(hers.view.value.held).toEqual([]);
    expect(await hers.saw()).toEqual(await read.saw());
  });

  test('a visit that a removed member may not read any more leaves the tablet once everything is sent', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const hers = await team.startVisit(rani, [budi]);
    await rani.sync();
    await budi.sync();
    await until(() => budi.workspace.visits.value.length === 1);
    await hers.write(
      { kind: 'member', person: budi.person.session.person.id },
      { removed: { reason: 'Pindah tugas.' } },
    );
    await rani.sync();
    await budi.sync();
    await until(() => budi.workspace.visits.value.length === 0);
  });
});

describe('photos', () => {
  test('go by a resumable upload, are confirmed, and arrive at the other tablet', async () => {
    const origin = await server.listen();
    const person = await team.person();
    const rani = await team.tablet({ person, uploadPhoto: tusUpload({ origin, headers: person.headers }) });
    const visit = await team.startVisit(rani);
    const photo = await aPhoto(1_500_000);
    const { subject, indicator } = first;
    await visit.addPhoto(photo, { ...photoDetails, attachedTo: { subject, indicator } });
    await until(() => rani.workspace.sending.value.unsentPhotos === 1);
    await rani.sync();
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentPhotos === 0 && visit.view.value.arrived.has(photo.sha256));
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
    const bytes = await (await read.photo(photo.sha256))?.arrayBuffer();
    expect(bytes && (await sha256Hex(new Uint8Array(bytes)))).toBe(photo.sha256);
    expect(read.completeness.value.notArrived).toEqual([]);
  });

  test('a photo whose upload breaks off stays unsent and its visit is submitted all the same', async () => {
    let attempts = 0;
    const uploadPhoto = (): Promise<void> => {
      attempts += 1;
      return Promise.reject(new Unreachable('network'));
    };
    const rani = await team.tablet({ uploadPhoto });
    const visit = await team.startVisit(rani);
    const photo = await aPhoto(2000);
    await visit.addPhoto(photo, photoDetails);
    await visit.submit();
    await rani.sync();
    await until(() => visit.view.value.status === 'submitted');
    expect(attempts).toBe(1);
    await rani.workspace.readLists();
    expect(rani.workspace.sending.value.unsentPhotos).toBe(1);
    expect(await visit.photo(photo.sha256)).not.toBeNull();
    expect(visit.completeness.value.notArrived).toEqual([photo.sha256]);
  });
});
