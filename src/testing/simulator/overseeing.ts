import type { OpenVisit } from '#client/store/workspace.ts';
import { mergeVisits } from '#client/sync/merge-api.ts';
import { PersonId } from '#domain/ids.ts';
import type { SeenVisit } from '#protocol/merge.ts';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { Tab, World } from './cast.ts';
import type { Deed } from './fieldwork.ts';
import { counted } from './under-way.ts';

/** One of the visits on the screen is made part of another. */
export function merge(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const others = [...tab.visits.values()].filter(({ id }) => id !== visit.id);
  const [into] = others.length === 0 ? [] : [random.pick(others)];
  const id = random.uuid();
  return {
    what: `merges ${visit.id.slice(0, 4)} into ${into?.id.slice(0, 4) ?? 'nothing'}`,
    work: async () => {
      if (into === undefined) return;
      const [saw, sawInto] = [await seen(visit), await seen(into)];
      const body = { id, into: into.id, reason: 'Kunjungan yang sama.', saw, sawInto };
      await mergeVisits(tab.transport, visit.id, body);
    },
  };
}

async function seen(visit: OpenVisit): Promise<SeenVisit> {
  const { frontier } = await visit.saw();
  return { n: visit.view.value.statusN, frontier };
}

/** Erases the value of some change of the visit, or of a photo. */
export function redact(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const { erasures } = tab.device.world;
  const ticket = random.next();
  return {
    what: `erases something in ${visit.id.slice(0, 4)}`,
    work: async () => {
      const rows = await tab.store.db.read(['registers'], (tx) => tx.objectStore('registers').getAll());
      const all = rows.filter((row) => row.visit === visit.id && /^(answer|note|evidence|comment)\//.test(row.name));
      const open = all
        .flatMap(({ name, changes }) => changes.map((change) => ({ name, change })))
        .filter(({ change }) => !change.isErased && change.value !== null)
        .sort((a, b) => (a.change.id < b.change.id ? -1 : 1));
      const found = open[Math.floor(ticket * open.length)];
      if (found === undefined) return;
      const { id, value } = found.change;
      erasures.asked.add(id);
      const sha256 = typeof value === 'object' && value !== null && 'sha256' in value ? value.sha256 : null;
      if (typeof sha256 === 'string') erasures.asked.add(sha256);
      await visit.redact([id], 'Memuat data pribadi.');
      erasures.done.add(id);
    },
  };
}

/** Two supervisors who look at the same submitted visit press at the same moment. */
export function approveAtOnce(world: World, approve: (tab: Tab, visit: OpenVisit) => Deed): readonly (() => void)[] {
  const supervisors = world.devices
    .filter(({ person }) => person.session.roles.includes('supervisor'))
    .flatMap(({ openTabs }) => openTabs);
  return supervisors.flatMap((tab) =>
    [...tab.visits.values()]
      .filter((visit) => visit.view.value.status === 'submitted')
      .map((visit) => () => {
        const { what, work } = approve(tab, visit);
        world.act(tab, what, work);
      }),
  );
}

/** Somebody else takes an assessor off a visit of which that one's device holds what is not sent. */
export async function loseMembership(world: World, random: SeededRandom): Promise<void> {
  const full: { readonly person: string; readonly visit: string }[] = [];
  for (const device of world.devices) {
    const rows = await counted(() =>
      device.look((db) => db.read(['outbox'], (tx) => tx.objectStore('outbox').getAll())),
    );
    for (const { visit } of rows) full.push({ person: device.person.session.person.id, visit });
  }
  if (full.length === 0) return;
  const { person, visit } = random.pick(full);
  const others = world.devices
    .filter((device) => device.person.session.person.id !== person)
    .flatMap(({ openTabs }) => openTabs);
  const shown = others.flatMap((tab) =>
    [...tab.visits.values()].flatMap((open) => (open.id === visit ? [{ tab, open }] : [])),
  );
  if (shown.length === 0) return;
  const { tab, open } = random.pick(shown);
  world.act(tab, `removes a member of ${visit.slice(0, 4)} who holds what is not sent`, async () => {
    await open.write({ kind: 'member', person: PersonId.parse(person) }, { removed: { reason: 'Pindah tugas.' } });
    await world.ledger.note(tab.device, open.id);
  });
}
