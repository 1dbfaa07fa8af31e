import type { OpenVisit } from '#client/store/workspace.ts';
import { SeededRandom } from '#server/demo/seeded-random.ts';
import { carry, makeBackup } from './backing-up.ts';
import type { Device, Tab, World } from './cast.ts';
import * as profile from './device-faults.ts';
import * as field from './fieldwork.ts';
import { networkFaults } from './network.ts';
import { approveAtOnce, loseMembership, merge, redact } from './overseeing.ts';
import type { Step } from './plan.ts';
import { copyServer, restoreServer } from './restore-server.ts';
import { command, supervise } from './supervising.ts';
import { settled } from './under-way.ts';
import { deliverOne, lookAround } from './wait-for.ts';

type Deed = field.Deed;
type InVisit = (tab: Tab, visit: OpenVisit, random: SeededRandom) => Deed;

/** Carries out one step and waits until everything has come to rest. A step for which there is no occasion does nothing. */
export async function perform(world: World, step: Step): Promise<void> {
  const random = new SeededRandom(step.seed);
  await performers[step.kind](world, random);
  await settled();
}

type Performer = (world: World, random: SeededRandom) => Promise<void> | void;

const performers: Readonly<Record<Step['kind'], Performer>> = {
  write: inVisit(field.isAssessor, field.writeSomething),
  subject: inVisit(field.isAssessor, field.changeSubjects),
  photo: inVisit(field.isAssessor, field.takePhoto),
  fill: inVisit(field.isAssessor, field.fillIn),
  comment: inVisit(() => true, field.comment),
  member: inVisit(() => true, field.changeMember),
  submit: inVisit(field.isAssessor, (_tab, visit) => field.submit(visit)),
  'cancel-submit': inVisit(field.isAssessor, (_tab, visit) => field.cancelSubmit(visit)),
  supervise: inVisit((tab) => !field.isAssessor(tab), supervise),
  'new-visit': (world, random) => {
    const tab = someTab(world, random, field.isAssessor);
    if (tab !== null && world.visits.length < 3) start(tab, field.startVisit(tab, random));
  },
  'all-look': async (world) => {
    world.tell('everyone syncs and looks at every visit');
    await lookAround(world);
  },
  join: (world, random) => {
    const tab = someTab(world, random, field.isAssessor);
    const shown = world.devices.flatMap((device) => device.openTabs.flatMap((other) => [...other.visits.values()]));
    if (tab !== null && shown.length > 0) start(tab, field.join(tab, random.pick(shown)));
  },
  flow: async (world, random) => {
    for (let left = random.between(2, 14); left > 0; left--) {
      if (world.network.waiting.length > 0) await deliverOne(world, random, 'none', 0);
      else if (!(await world.time.passToNext())) return;
    }
  },
  deliver: async (world, random) => {
    const { waiting } = world.network;
    const fault = random.next() < 0.45 ? 'none' : random.pick(networkFaults);
    if (waiting.length > 0) await deliverOne(world, random, fault, random.between(0, waiting.length - 1));
  },
  stray: async (world) => {
    const name = await world.network.deliverStray();
    if (name !== null) world.tell(`${name} arrives late`);
  },
  time: async (world, random) => {
    const ms = random.pick([50, 500, 2_000, 20_000, 100_000, 700_000]);
    world.tell(`${ms} ms pass`);
    await world.time.pass(ms);
  },
  'sync-now': (world, random) => {
    const tab = someTab(world, random, () => true);
    if (tab !== null) world.act(tab, 'asks to sync', () => tab.workspace.syncNow());
  },
  kill: async (world, random) => {
    const device = random.pick(world.devices);
    const [tab] = device.openTabs.length === 0 ? [] : [random.pick(device.openTabs)];
    tab?.die();
    if (tab !== undefined) world.tell(`${tab.name} is killed`);
    await profile.reopen(world, device);
    await resume(world, device);
  },
  'arm-kill': (world, random) => {
    const tab = someTab(world, random, () => true);
    if (tab === null) return;
    tab.transactionsToLive = { left: random.between(1, 12), moment: random.pick(['before', 'after']) };
    world.tell(
      `${tab.name} will be killed ${tab.transactionsToLive.moment} transaction ${tab.transactionsToLive.left}`,
    );
  },
  'second-tab': async (world, random) => {
    const device = random.pick(world.devices);
    if (device.openTabs.length >= 2) return;
    const tab = await profile.openTab(world, device);
    for (const visit of world.visits) world.act(tab, `opens ${visit.slice(0, 4)}`, () => tab.openVisit(visit));
  },
  'close-tab': (world, random) => {
    const tab = someTab(world, random, () => true);
    if (tab !== null) world.act(tab, 'is closed', () => tab.leave());
  },
  freeze: async (world, random) => {
    const tab = someTab(world, random, () => true);
    if (tab === null) return;
    tab.freeze();
    world.tell(`${tab.name} is frozen`);
    await profile.reopen(world, tab.device);
    await resume(world, tab.device);
  },
  thaw: (world, random) => {
    const frozen = world.devices.flatMap(({ tabs }) => tabs).filter(({ isFrozen, isDead }) => isFrozen && !isDead);
    if (frozen.length === 0) return;
    const tab = random.pick(frozen);
    world.tell(`${tab.name} wakes`);
    tab.thaw();
  },
  'fail-write': (world, random) => {
    const device = random.pick(world.devices);
    device.failingWrites = random.between(1, 2);
    world.tell(`${device.name} has no room for ${device.failingWrites} writes`);
  },
  clock: (world, random) => {
    const device = random.pick(world.devices);
    const at = random.pick(['2099-12-31T23:59:00Z', '1970-01-01T00:00:00Z', null]);
    device.clockOffsetMs = at === null ? 0 : Date.parse(at) - world.time.now;
    world.tell(`${device.name} shows the time ${at ?? 'of the others'}`);
  },
  clone: profile.clone,
  'keep-copy': profile.keepCopy,
  'put-back': profile.putBack,
  'lose-key': profile.loseKey,
  'end-session': async (world, random) => {
    const { person, name } = random.pick(world.devices);
    await world.server.endSessions(person);
    world.tell(`the sessions of ${name.split('/')[0]} are ended`);
  },
  'sign-out': (world, random) => {
    const { person, name, tabs } = random.pick(world.devices);
    person.cookie = null;
    world.tell(`${name.split('/')[0]} signs out`);
    for (const tab of tabs) if (tab.isOpen) world.act(tab, 'is closed', () => tab.leave());
  },
  'sign-in': async (world, random) => {
    const device = random.pick(world.devices);
    await world.server.signIn(device.person);
    world.tell(`${device.name} signs in`);
    await profile.reopen(world, device);
    await resume(world, device);
  },
  'server-copy': copyServer,
  'server-restore': restoreServer,
  'lose-database': profile.loseDatabase,
  evict: profile.evict,
  'make-backup': (world, random) => {
    const tab = someTab(world, random, () => true);
    if (tab !== null) start(tab, makeBackup(tab));
  },
  'hand-in': (world, random) => {
    const tab = someTab(world, random, () => true);
    if (tab !== null && world.backups.length > 0) start(tab, carry(tab, random.pick(world.backups), random));
  },
  merge: inVisit((tab) => !field.isAssessor(tab), merge),
  redact: inVisit((tab) => !field.isAssessor(tab), redact),
  'approve-at-once': (world) => {
    for (const press of approveAtOnce(world, (tab, visit) => command(tab, visit, 'approve'))) press();
  },
  'lose-membership': loseMembership,
};

function inVisit(isFor: (tab: Tab) => boolean, deed: InVisit): Performer {
  return async (world, random) => {
    const tabs = world.devices.flatMap(({ openTabs }) => openTabs).filter(isFor);
    const shown = tabs.flatMap((tab) => [...tab.visits.values()].map((visit) => ({ tab, visit })));
    const open = shown.filter(({ tab, visit }) => !isClosedTo(tab, visit));
    if (open.length > 0 && random.next() < 0.9) {
      const { tab, visit } = random.pick(open);
      return start(tab, deed(tab, visit, random));
    }
    if (tabs.length === 0 || world.visits.length === 0) return;
    const [tab, id] = [random.pick(tabs), random.pick(world.visits)];
    world.act(tab, `opens ${id.slice(0, 4)}`, () => tab.openVisit(id));
  };
}

/** Screens offer no entry to whom the domain's table gives none. */
function isClosedTo(tab: Tab, visit: OpenVisit): boolean {
  return field.isAssessor(tab) && !visit.canEdit.value;
}

function start(tab: Tab, { what, work }: Deed): void {
  tab.device.world.act(tab, what, work);
}

function someTab(world: World, random: SeededRandom, isFor: (tab: Tab) => boolean): Tab | null {
  const tabs = world.devices.flatMap((device: Device) => device.openTabs).filter(isFor);
  return tabs.length === 0 ? null : random.pick(tabs);
}

/** After opening the app again one goes on with the visits that are on the device. */
async function resume(world: World, device: Device): Promise<void> {
  const [tab] = device.openTabs;
  if (tab === undefined || tab.visits.size > 0) return;
  const kept = new Set(tab.workspace.visits.value.map(({ visit }) => visit));
  for (const visit of world.visits)
    if (kept.has(visit)) world.act(tab, `opens ${visit.slice(0, 4)}`, () => tab.openVisit(visit));
  await settled();
}
