import { afterEach, describe, expect, test } from 'vitest';
import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import { sha256Hex } from '#domain/canonical.ts';
import type { Session } from '#protocol/session.ts';
import {
  aPhoto,
  aPlan,
  aSession,
  fee,
  feeAnswer,
  feeKey,
  full,
  none,
  office,
  photoDetails,
  sign,
  signAnswer,
  signKey,
} from './builders.ts';
import { until } from './until.ts';

/** A store to try: opened again under the same session it shows what was kept. No server is in reach of it. */
export interface StoreUnderTest {
  open(session: Session): Promise<Workspace>;
  /** The next writes fail, as when the disk is full. */
  failWrites(times: number): void;
}

/** What every implementation of the `Workspace` port keeps without a network. */
export function describeVisitStore(name: string, store: StoreUnderTest): void {
  const opened: Workspace[] = [];
  const open = async (session: Session): Promise<Workspace> => {
    const workspace = await store.open(session);
    opened.push(workspace);
    return workspace;
  };
  const inVisit = async (
    session = aSession(),
  ): Promise<{ session: Session; workspace: Workspace; visit: OpenVisit }> => {
    const workspace = await open(session);
    return { session, workspace, visit: await opens(workspace, await workspace.createVisit(aPlan())) };
  };
  const reopened = async (session: Session, visit: OpenVisit): Promise<OpenVisit> => {
    await Promise.all(opened.splice(0).map((workspace) => workspace.close()));
    return await opens(await open(session), visit.id);
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((workspace) => workspace.close()));
  });

  describe(name, () => {
    test('a visit started without a network has its author, its office and its instrument', async () => {
      const { session, workspace, visit } = await inVisit();
      expect(visit.view.value).toMatchObject({
        status: 'draft',
        members: [session.person.id],
        office: { value: aPlan().office },
      });
      expect(visit.instrument.id).toBe('kecil');
      expect(visit.canEdit.value).toBe(true);
      await until(() => workspace.visits.value.some((line) => line.visit === visit.id && line.isMember));
    });

    test('a tap shows at once, before anything is hashed or stored', async () => {
      const { visit } = await inVisit();
      const answer = visit.answer(feeKey);
      const written = visit.write(feeAnswer, full);
      expect(answer.value.value).toEqual(full);
      expect(visit.writing.value).toBe('saving');
      await written;
      expect(visit.writing.value).toBe('saved');
      expect(answer.value.value).toEqual(full);
    });

    test('a visit left at the very moment of closing still keeps its line', async () => {
      const { session, workspace, visit } = await inVisit();
      const written = visit.write(feeAnswer, full);
      visit.release();
      await workspace.close();
      await written;
      const again = await open(session);
      expect(again.visits.value.find((line) => line.visit === visit.id)?.answered).toBe(1);
    });

    test('an answer is there after closing and opening again', async () => {
      const { session, visit } = await inVisit();
      await visit.write(feeAnswer, full);
      const again = await reopened(session, visit);
      expect(again.answer(feeKey).value.value).toEqual(full);
      expect(again.score.value).toEqual(visit.score.value);
    });

    test('score and completeness follow an answer', async () => {
      const { visit } = await inVisit();
      expect(visit.score.value.rounded).toEqual({ low: '0.00', high: '100.00' });
      void visit.write(feeAnswer, full);
      await until(() => visit.score.value.rounded?.low === '50.00');
      expect(visit.completeness.value).toMatchObject({
        answered: 1,
        expected: 4,
        missingEvidence: [{ subject: office, indicator: fee }],
      });
    });

    test('two quick writes to one answer follow each other and are no conflict', async () => {
      const { session, visit } = await inVisit();
      await Promise.all([visit.write(feeAnswer, full), visit.write(feeAnswer, none), visit.write(feeAnswer, full)]);
      const again = await reopened(session, visit);
      expect(again.answer(feeKey).value).toMatchObject({ value: full, conflict: [] });
      const depths = again.history(feeAnswer).map((change) => change.depth);
      expect(depths).toEqual([1, 2, 3]);
    });

    test('taking an answer back leaves it empty and keeps its history', async () => {
      const { session, visit } = await inVisit();
      await visit.write(feeAnswer, full);
      await visit.write(feeAnswer, null);
      const again = await reopened(session, visit);
      expect(again.answer(feeKey).value.value).toBeNull();
      expect(again.history(feeAnswer).map((change) => change.value)).toEqual([full, null]);
    });

    test('writing what stands already adds nothing', async () => {
      const { visit } = await inVisit();
      await visit.write(feeAnswer, full);
      await visit.write(feeAnswer, full);
      expect(visit.history(feeAnswer)).toHaveLength(1);
    });

    test('a value that does not belong in the register is refused before it shows', async () => {
      const { visit } = await inVisit();
      await expect(visit.write(feeAnswer, { kind: 'weather' })).rejects.toThrow(TypeError);
      expect(visit.answer(feeKey).value.value).toBeNull();
    });

    test('a failed write is loud, keeps its value on the screen and is committed when the disk has room again', async () => {
      const { session, workspace, visit } = await inVisit();
      store.failWrites(2);
      const written = visit.write(feeAnswer, full);
      await until(() => visit.writing.value === 'failed' && workspace.sending.value.failedWrites === 1);
      expect(visit.answer(feeKey).value.value).toEqual(full);
      await written;
      expect(visit.writing.value).toBe('saved');
      expect(workspace.sending.value.failedWrites).toBe(0);
      const again = await reopened(session, visit);
      expect(again.answer(feeKey).value.value).toEqual(full);
    });

    test('a write behind a failed one is not lost and builds on it', async () => {
      const { session, visit } = await inVisit();
      store.failWrites(1);
      await Promise.all([visit.write(feeAnswer, full), visit.write(feeAnswer, none), visit.write(signAnswer, full)]);
      const again = await reopened(session, visit);
      expect(again.answer(feeKey).value).toMatchObject({ value: none, conflict: [] });
      expect(again.answer(signKey).value.value).toEqual(full);
    });

    test('a photo and the change that names it are kept together, byte for byte', async () => {
      const { session, visit } = await inVisit();
      const photo = await aPhoto();
      const id = await visit.addPhoto(photo, photoDetails);
      const again = await reopened(session, visit);
      expect(again.view.value.evidence).toMatchObject([
        { id, value: { sha256: photo.sha256, attachedTo: { indicator: fee } } },
      ]);
      const bytes = await (await again.photo(photo.sha256))?.arrayBuffer();
      expect(bytes && (await sha256Hex(new Uint8Array(bytes)))).toBe(photo.sha256);
      expect(again.completeness.value.notArrived).toEqual([photo.sha256]);
    });

    test('what waits to be sent is counted', async () => {
      const { workspace, visit } = await inVisit();
      const before = workspace.sending.value.unsentChanges;
      await visit.write(feeAnswer, full);
      await visit.addPhoto(await aPhoto(1000), photoDetails);
      await until(
        () => workspace.sending.value.unsentPhotos === 1 && workspace.sending.value.unsentPhotoBytes === 1000,
      );
      expect(workspace.sending.value.unsentChanges).toBeGreaterThan(before + 1);
      await until(() => workspace.visits.value[0]?.unsentPhotos === 1);
    });

    test('never less is shown than waits, from the moment it is kept', async () => {
      const { workspace, visit } = await inVisit();
      const { unsentChanges } = workspace.sending.value;
      expect(unsentChanges).toBeGreaterThan(0);
      await visit.write(feeAnswer, full);
      expect(workspace.sending.value).toMatchObject({ unsentChanges: unsentChanges + 1, unsentPhotos: 0 });
      expect(workspace.sending.value.waitingSince).not.toBeNull();
      await visit.addPhoto(await aPhoto(1000), photoDetails);
      await visit.submit();
      expect(workspace.sending.value).toMatchObject({
        unsentChanges: unsentChanges + 2,
        unsentPhotos: 1,
        unsentPhotoBytes: 1000,
        waitingSubmits: 1,
      });
    });

    test('a submit waits for the network, and an edit takes it back', async () => {
      const { session, workspace, visit } = await inVisit();
      await visit.submit();
      await until(() => visit.submitIntent.value?.kind === 'waiting' && workspace.sending.value.waitingSubmits === 1);
      const again = await reopened(session, visit);
      expect(again.submitIntent.value?.kind).toBe('waiting');
      await again.write({ kind: 'comment', id: crypto.randomUUID() }, { text: 'Sudah dicek.' });
      expect(again.submitIntent.value?.kind).toBe('waiting');
      await again.write(feeAnswer, none);
      await until(() => again.submitIntent.value === null);
    });

    test('a waiting submit can be taken back', async () => {
      const { visit } = await inVisit();
      await visit.submit();
      await visit.cancelSubmit();
      await until(() => visit.submitIntent.value === null);
    });

    test('what a person saw changes with every answer and comes back with it', async () => {
      const { session, visit } = await inVisit();
      const before = await visit.saw();
      await visit.write(feeAnswer, full);
      const after = await visit.saw();
      expect(after.frontier).not.toBe(before.frontier);
      expect(await (await reopened(session, visit)).saw()).toEqual(after);
    });

    test('a second tablet joins by the invitation without meeting the server', async () => {
      const { visit } = await inVisit();
      const invitation = await visit.invitation();
      if (invitation === null) throw new Error('The visit has a join key.');
      const other = aSession();
      const joined = await opens(await open(other), await (await open(other)).joinVisit(invitation));
      expect(joined.id).toBe(visit.id);
      expect(joined.view.value).toMatchObject({ members: [other.person.id], office: { value: aPlan().office } });
      expect(joined.view.value.joinKeyHash.value).toEqual(visit.view.value.joinKeyHash.value);
      expect(joined.canEdit.value).toBe(true);
    });

    test('joining twice adds nothing', async () => {
      const { visit, workspace } = await inVisit();
      const invitation = await visit.invitation();
      if (invitation === null) throw new Error('The visit has a join key.');
      const before = visit.history({ kind: 'visit', field: 'office' }).length;
      await workspace.joinVisit(invitation);
      expect(visit.history({ kind: 'visit', field: 'office' })).toHaveLength(before);
    });

    test('two people on one tablet have two stores', async () => {
      const { visit } = await inVisit();
      const other = await open(aSession());
      expect(other.visits.value).toEqual([]);
      expect(await other.openVisit(visit.id)).toEqual({ missing: 'offline' });
    });

    test('a visit opened twice is one, and stays until both have let go', async () => {
      const { workspace, visit } = await inVisit();
      const twin = await opens(workspace, visit.id);
      expect(twin).toBe(visit);
      twin.release();
      await visit.write({ kind: 'answer', round: 1, subject: office, indicator: sign }, full);
      expect(visit.answer(signKey).value.value).toEqual(full);
    });
  });
}

async function opens(workspace: Workspace, id: OpenVisit['id']): Promise<OpenVisit> {
  const visit = await workspace.openVisit(id);
  if ('missing' in visit) throw new Error(`The visit is missing: ${visit.missing}.`);
  return visit;
}
