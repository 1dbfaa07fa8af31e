import { ReplicaId, VisitId } from '#domain/ids.ts';
import { type LoadedInstrument, loadInstrument } from '#domain/instrument/load-instrument.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { publishedInstruments } from '#instruments/published.ts';
import type { Office } from '#protocol/directory.ts';
import { PushRequest } from '#protocol/sync.ts';
import { type DemoSeeding, findUnfinishedSeeding, finishSeeding } from '../db/demo-seeding.ts';
import type { ServerDeps } from '../deps.ts';
import { push } from '../visits/push.ts';
import { writeClosing, writeRefusal } from './closing.ts';
import { createDemoOrganisation, demoPersonIds, ensureDemoOffices } from './demo-organisation.ts';
import { readDemoPhotos } from './demo-photos.ts';
import { DemoTablet } from './demo-tablet.ts';
import { type DemoPerson, DemoVisit, type VisitScene } from './demo-visit.ts';
import { type DemoOfficeName, type DemoUserName, demoPeople } from './directory.ts';
import { writeFieldwork } from './fieldwork.ts';
import { writePlanning } from './plan-visit.ts';
import { handInPhotos, review } from './review.ts';
import { SeededRandom } from './seeded-random.ts';
import { addDays, dayIn, dayOf } from './visit-clock.ts';
import { type VisitPlan, visitPlans } from './visit-plans.ts';

/**
 * The demonstration organisation with its people, offices and visits. Everything goes the way real work goes: signed changes
 * through push, photos into the blob store, statuses by commands. @throws Problem `alreadySetUp` where there is an organisation.
 */
export async function seedDemo(
  deps: ServerDeps,
  { password }: { readonly password: string },
  plans: readonly VisitPlan[] = visitPlans,
): Promise<void> {
  await createDemoOrganisation(deps.db, password, dayIn('Asia/Jakarta', deps.clock()));
  await resumeDemo(deps, plans);
}

/**
 * Goes on with a demonstration that was begun: all ids are the same again, and what the server holds already is a success.
 * @returns whether there was one.
 */
export async function resumeDemo(deps: ServerDeps, plans: readonly VisitPlan[] = visitPlans): Promise<boolean> {
  const seeding = await findUnfinishedSeeding(deps.db);
  if (seeding === null) return false;
  const offices = await ensureDemoOffices(deps.db);
  const instruments = await Promise.all(publishedInstruments.map(loadInstrument));
  const photos = await readDemoPhotos();
  for (const plan of plans) {
    await seedVisit(deps, await sceneOf(deps, seeding, plan, offices, instruments, photos));
  }
  await finishSeeding(deps.db, seeding.organisation);
  return true;
}

async function sceneOf(
  deps: ServerDeps,
  { organisation, today }: DemoSeeding,
  plan: VisitPlan,
  offices: Readonly<Record<DemoOfficeName, Office>>,
  instruments: readonly LoadedInstrument[],
  photos: VisitScene['photos'],
): Promise<VisitScene> {
  const random = new SeededRandom(plan.key);
  const visit = VisitId.parse(random.uuid());
  const loaded = instruments.find(({ instrument }) => instrument.id === plan.instrument);
  if (loaded === undefined) throw new Error(`The instrument ${plan.instrument} is not published.`);
  const openPerson = async (userName: DemoUserName): Promise<DemoPerson> => {
    const { name, roles } = personOf(userName);
    const id = demoPersonIds[userName];
    const pusher = { organisation, person: id, roles };
    const replica = ReplicaId.parse(crypto.randomUUID());
    const tablet = await DemoTablet.open({
      organisation,
      person: id,
      replica,
      random,
      // Through JSON and the schema, as it arrives from a tablet.
      push: (batch) => push(deps, pusher, PushRequest.parse(JSON.parse(JSON.stringify(batch)))),
    });
    return { id, name, roles, tablet };
  };
  const people = {
    admin: await openPerson('admin'),
    supervisor: await openPerson('supervisor'),
    asesor1: await openPerson('asesor1'),
    asesor2: await openPerson('asesor2'),
  };
  const start = dayOf(plan.start, today);
  return { plan, organisation, visit, office: offices[plan.office], loaded, people, photos, random, start };
}

function personOf(userName: DemoUserName): { readonly name: string; readonly roles: readonly Role[] } {
  const person = demoPeople.find((candidate) => candidate.userName === userName);
  if (person === undefined) throw new Error(`Nobody in the demonstration is called ${userName}.`);
  return person;
}

async function seedVisit(deps: ServerDeps, scene: VisitScene): Promise<void> {
  const { ending } = scene.plan;
  const demo = new DemoVisit(scene, addDays(scene.start, -3));
  await writePlanning(demo);
  if (ending.kind === 'refused') await writeRefusal(demo, ending.reason);
  if (ending.kind === 'planned' || ending.kind === 'refused') await demo.handIn();
  else {
    const photos = await writeFieldwork(demo);
    await writeClosing(demo);
    await demo.handIn();
    await handInPhotos(deps, scene, photos);
  }
  await review(deps, demo);
}
