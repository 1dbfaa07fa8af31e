import { afterEach, expect, test } from 'vitest';
import { keepInstrument } from '#client/store/instruments.ts';
import type { OpenVisit, PreparedPhoto } from '#client/store/workspace.ts';
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
  smallInstrument,
  smallInstrumentHash,
} from '#testing/builders.ts';
import { MemoryFiles, secondCopyOver } from '#testing/memory-journal.ts';
import { openTablet, type Tablet } from '#testing/tablet.ts';

/** What outlives the database on a device. */
interface Device {
  readonly session: Session;
  readonly files: MemoryFiles;
  readonly markers: { getItem(key: string): string | null; setItem(key: string, value: string): void };
}

const opened: Tablet[] = [];

function aDevice(): Device {
  const notes = new Map<string, string>();
  const markers = {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, value: string) => void notes.set(key, value),
  };
  return { session: aSession(), files: new MemoryFiles(), markers };
}

async function turnOn({ session, files, markers }: Device): Promise<Tablet> {
  const tablet = await openTablet({ session, markers, secondCopy: secondCopyOver(files) });
  opened.push(tablet);
  return tablet;
}

async function withWork(device: Device): Promise<{ tablet: Tablet; visit: OpenVisit; photo: PreparedPhoto }> {
  const tablet = await turnOn(device);
  await keepInstrument(tablet.store, smallInstrumentHash, smallInstrument);
  const visit = await opens(tablet, await tablet.workspace.createVisit(aPlan()));
  await visit.write(feeAnswer, none);
  await visit.write(feeAnswer, full);
  const photo = await aPhoto();
  await visit.addPhoto(photo, { ...photoDetails, attachedTo: { subject: office, indicator: fee } });
  await visit.submit();
  await tablet.workspace.reconcileCopies();
  await tablet.workspace.readLists();
  return { tablet, visit, photo };
}

async function opens({ workspace }: Tablet, id: OpenVisit['id']): Promise<OpenVisit> {
  const visit = await workspace.openVisit(id);
  if ('missing' in visit) throw new Error(`The visit is ${visit.missing}.`);
  return visit;
}

async function turnOff(device: Device): Promise<void> {
  for (const { workspace } of opened.splice(0)) await workspace.close();
  device.files.letGo();
}

async function wipe(name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

afterEach(async () => {
  for (const { workspace } of opened.splice(0)) await workspace.close();
});

test('after the browser deleted the database everything unsent comes back, photo and submit included, and the person is told', async () => {
  const device = aDevice();
  const { tablet, visit, photo } = await withWork(device);
  const { unsentChanges } = tablet.workspace.sending.value;
  await turnOff(device);
  await wipe(tablet.store.db.name);
  const again = await turnOn(device);
  expect(again.workspace.lostWork.value).toMatchObject({
    unsentChanges,
    unsentPhotos: 1,
    restoredChanges: unsentChanges,
    restoredPhotos: 1,
    damaged: 0,
  });
  expect(again.workspace.sending.value).toMatchObject({ unsentChanges, unsentPhotos: 1, waitingSubmits: 1 });
  const brought = await opens(again, visit.id);
  expect(brought.answer(feeKey).value.value).toEqual(full);
  expect(brought.score.value).toEqual(visit.score.value);
  expect(await (await brought.photo(photo.sha256))?.arrayBuffer()).toEqual(photo.bytes);
});

test('a journal that knew more than the marker is enough, and one interrupted while it brings back begins again', async () => {
  const device = aDevice();
  const { tablet, visit } = await withWork(device);
  const { unsentChanges } = tablet.workspace.sending.value;
  await turnOff(device);
  await wipe(tablet.store.db.name);
  const forgetful = { ...device, markers: { getItem: () => null, setItem: () => {} } };
  const first = await turnOn(forgetful);
  expect(first.workspace.lostWork.value).toMatchObject({ restoredChanges: unsentChanges, restoredPhotos: 1 });
  // As if it had been killed before the database was called whole.
  await first.store.db.write(['kept'], (tx) => tx.objectStore('kept').clear());
  await turnOff(device);
  const second = await turnOn(forgetful);
  expect(second.workspace.sending.value).toMatchObject({ unsentChanges, unsentPhotos: 1 });
  expect((await opens(second, visit.id)).answer(feeKey).value.value).toEqual(full);
});

test('what the second copy has lost is named', async () => {
  const device = aDevice();
  const { tablet } = await withWork(device);
  const { unsentChanges } = tablet.workspace.sending.value;
  await turnOff(device);
  await wipe(tablet.store.db.name);
  device.files.contents.clear();
  const again = await turnOn(device);
  expect(again.workspace.lostWork.value).toMatchObject({
    unsentChanges,
    unsentPhotos: 1,
    restoredChanges: 0,
    restoredPhotos: 0,
  });
});

test('a change that only the journal has goes back into the database', async () => {
  const device = aDevice();
  const { visit } = await withWork(device);
  await turnOff(device);
  const gone = (await turnOn(device)).store;
  const [lost] = await gone.db.read(['outbox'], (tx) => tx.objectStore('outbox').getAll());
  if (lost?.order === undefined) throw new Error('Nothing is waiting.');
  await gone.db.write(['outbox', 'changes'], async (tx) => {
    await tx.objectStore('outbox').delete(lost.order ?? 0);
    await tx.objectStore('changes').delete(lost.id);
  });
  await turnOff(device);
  const again = await turnOn(device);
  await again.workspace.reconcileCopies();
  expect(
    await again.store.db.read(['outbox'], (tx) => tx.objectStore('outbox').index('id').getKey(lost.id)),
  ).toBeDefined();
  expect((await opens(again, visit.id)).answer(feeKey).value.value).toEqual(full);
  expect(again.workspace.lostWork.value, 'a tap that comes back is no loss').toBeNull();
});

test('work from before there was a second copy is added to it', async () => {
  const device = aDevice();
  const before = await openTablet({ session: device.session, markers: device.markers });
  opened.push(before);
  await before.workspace.createVisit(aPlan());
  await before.workspace.readLists();
  const { unsentChanges } = before.workspace.sending.value;
  await turnOff(device);
  const now = await turnOn(device);
  await now.workspace.reconcileCopies();
  await turnOff(device);
  await wipe(now.store.db.name);
  const again = await turnOn(device);
  expect(again.workspace.lostWork.value).toMatchObject({ restoredChanges: unsentChanges });
});

test('a tap that only the journal has does not stand against an answer given since', async () => {
  const device = aDevice();
  const { visit } = await withWork(device);
  await turnOff(device);
  const next = await turnOn(device);
  const [newest] = await next.store.db.read(['registers'], async (tx) => {
    const row = await tx.objectStore('registers').get([visit.id, 'answer/1/office/fee']);
    return row?.changes.toSorted((a, b) => b.depth - a.depth) ?? [];
  });
  if (newest === undefined) throw new Error('The question has no answer.');
  // As after a kill between the journal and the database.
  await next.store.db.write(['outbox', 'changes', 'registers'], async (tx) => {
    const row = await tx.objectStore('registers').get([visit.id, 'answer/1/office/fee']);
    if (row === undefined) throw new Error('The register is gone.');
    const changes = row.changes.filter(({ id }) => id !== newest.id);
    await tx.objectStore('registers').put({ ...row, changes });
    await tx.objectStore('changes').delete(newest.id);
    const order = await tx.objectStore('outbox').index('id').getKey(newest.id);
    if (order !== undefined) await tx.objectStore('outbox').delete(order);
  });
  const open = await opens(next, visit.id);
  const later = { kind: 'not-applicable' };
  await open.write(feeAnswer, later);
  await next.workspace.reconcileCopies();
  await turnOff(device);
  const again = await turnOn(device);
  expect(again.workspace.lostWork.value).toBeNull();
  expect((await opens(again, visit.id)).answer(feeKey).value).toMatchObject({ value: later, conflict: [] });
});
