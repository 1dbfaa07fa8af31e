import { loadVisit, stateOf } from '#client/store/load-visit.ts';
import { scoreText } from '#client/store/score-text.ts';
import type { OpenVisit } from '#client/store/workspace.ts';
import { canonicalJson } from '#domain/canonical.ts';
import type { VisitId } from '#domain/ids.ts';
import { traceHash } from '#domain/scoring/trace-json.ts';
import { Receipt } from '#protocol/sync.ts';
import type { Device, Tab, World } from './cast.ts';
import type { Finding } from './findings.ts';
import { isEntitled, type ServerView, type ServerVisit, textOf } from './server-view.ts';

/** Every device shows what the server holds, has nothing left to send, and was told nothing that does not hold. */
export async function checkDevices(world: World, view: ServerView): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const device of world.devices) {
    findings.push(...(await checkOutbox(device)), ...(await checkReceipts(device, view)));
    for (const [visit, held] of view.visits) {
      if (!isEntitled(device.person, visit, view)) continue;
      findings.push(...(await checkStored(device, visit, held)));
      for (const tab of device.openTabs) findings.push(...(await checkShown(tab, visit, held)));
    }
  }
  return findings;
}

async function checkStored(device: Device, visit: VisitId, held: ServerVisit): Promise<readonly Finding[]> {
  const where = `${device.name}, ${visit.slice(0, 4)}`;
  const [tab] = device.openTabs;
  if (tab === undefined) return [{ kind: 'stuck', text: `${where}: no page is open` }];
  const loaded = await device.look((db) => loadVisit({ ...tab.store, db }, visit));
  if (loaded === null) return [{ kind: 'diverged', text: `${where}: the visit is not there` }];
  const [here, there] = [textOf(stateOf(loaded)), held.text];
  return here === there ? [] : [{ kind: 'diverged', text: `${where}: ${firstDifference(here, there)}` }];
}

function firstDifference(here: string, there: string): string {
  const [a, b] = [here.split('\n'), there.split('\n')];
  const at = a.findIndex((line, at) => line !== b[at]);
  return `\n      here  ${a[at] ?? '(nothing)'}\n      there ${b[at] ?? '(nothing)'}`;
}

async function checkShown(tab: Tab, id: VisitId, held: ServerVisit): Promise<readonly Finding[]> {
  const visit = tab.visits.get(id);
  const where = `${tab.name}, ${id.slice(0, 4)} on the screen`;
  if (visit === undefined) return [];
  const saw = await tab.run(() => visit.saw());
  const expected = { frontier: held.frontier, score: scoreText(held.score) };
  if (canonicalJson(saw) !== canonicalJson(expected))
    return [{ kind: 'diverged', text: `${where}: ${canonicalJson(saw)} and not ${canonicalJson(expected)}` }];
  if ((await traceHash(visit.score.value)) !== held.traceHash)
    return [{ kind: 'diverged', text: `${where}: the score's trace is another` }];
  return checkCounts(tab, visit, held, where);
}

/** Held, declined, late and in conflict are counted the same everywhere, also in the list. */
async function checkCounts(tab: Tab, visit: OpenVisit, held: ServerVisit, where: string): Promise<readonly Finding[]> {
  const shown = visit.view.value;
  const findings: Finding[] = [];
  for (const what of ['held', 'declined', 'late', 'conflicts'] as const) {
    if (shown[what].length !== held.view[what].length)
      findings.push({
        kind: 'diverged',
        text: `${where}: ${shown[what].length} ${what}, not ${held.view[what].length}`,
      });
  }
  if (shown.status !== held.view.status)
    findings.push({ kind: 'diverged', text: `${where}: ${shown.status}, not ${held.view.status}` });
  await tab.run(() => tab.workspace.readLists());
  const line = tab.workspace.visits.value.find((one) => one.visit === visit.id);
  // A visit that was merged counts in the other one; only what still waits here keeps its line.
  if (shown.mergedInto !== null && line === undefined) return findings;
  const inList = { status: line?.status, low: line?.scoreLow, held: line?.held, conflicts: line?.conflicts };
  const expected = {
    status: held.view.status,
    low: held.score.rounded?.low ?? null,
    held: held.view.held.length,
    conflicts: held.view.conflicts.length,
  };
  if (canonicalJson(inList) !== canonicalJson(expected))
    findings.push({
      kind: 'diverged',
      text: `${where}: listed ${canonicalJson(inList)}, not ${canonicalJson(expected)}`,
    });
  return findings;
}

async function checkOutbox(device: Device): Promise<readonly Finding[]> {
  const left = await device.look((db) =>
    db.read(['outbox', 'intents', 'evidence', 'carried'], async (tx) => ({
      changes: await tx.objectStore('outbox').count(),
      submits: (await tx.objectStore('intents').getAll()).filter(({ refused }) => refused === null).length,
      photos: await tx.objectStore('evidence').index('isSent').getAllKeys(0),
      files: (await tx.objectStore('carried').getAll()).filter(
        (row) => row.isHandedIn === 0 && row.report === undefined,
      ),
    })),
  );
  const findings: Finding[] = [];
  if (left.changes > 0) findings.push({ kind: 'stuck', text: `${device.name}: ${left.changes} changes wait for ever` });
  if (left.submits > 0) findings.push({ kind: 'stuck', text: `${device.name}: a submit waits for ever` });
  if (left.files.length > 0) findings.push({ kind: 'stuck', text: `${device.name}: a backup file waits for ever` });
  for (const [visit, sha256] of left.photos) {
    if (await mayContribute(device, visit))
      findings.push({ kind: 'stuck', text: `${device.name}: photo ${sha256.slice(0, 8)} waits for ever` });
  }
  return findings;
}

/** Photos of a visit that never was this person's stay on the device, and stay counted. */
async function mayContribute({ world, person }: Device, visit: string): Promise<boolean> {
  const { rows } = await world.server.house.db.query(
    'SELECT 1 FROM visit_person WHERE organisation = $1 AND visit = $2 AND person = $3 AND (is_member OR was_removed)',
    [world.server.organisation, visit, person.session.person.id],
  );
  return rows.length > 0;
}

async function checkReceipts(device: Device, view: ServerView): Promise<readonly Finding[]> {
  const rows = await device.look((db) => db.read(['receipts'], (tx) => tx.objectStore('receipts').getAll()));
  const findings: Finding[] = [];
  for (const { epoch, held } of rows.map((row) => Receipt.parse(row.receipt))) {
    if (epoch !== device.world.server.epoch) continue;
    for (const { id, seq, verdict } of held) {
      const [row] = view.changes.get(id) ?? [];
      const isSo = row?.seq === seq && canonicalJson(row.verdict) === canonicalJson(verdict);
      if (!isSo)
        findings.push({
          kind: 'contradicted',
          text: `${device.name} has a receipt for ${id.slice(0, 8)} that does not hold`,
        });
    }
  }
  return findings;
}
