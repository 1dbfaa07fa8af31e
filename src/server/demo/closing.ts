import type { DemoVisit } from './demo-visit.ts';
import { type DemoUserName, demoOfficers } from './directory.ts';
import { drawSignature } from './signature-strokes.ts';
import { addDays } from './visit-clock.ts';

/** The closing meeting: who was met, what remains to be said, signatures, and that each is done with their part. */
export async function writeClosing(demo: DemoVisit): Promise<void> {
  const { plan, random, people, start } = demo.scene;
  demo.turnTo(addDays(start, plan.days - 1));
  demo.later(6 * 3600);
  const officials = demoOfficers[plan.office].slice(0, 2);
  for (const official of officials) await demo.write(demo.observer, { kind: 'official', id: random.uuid() }, official);
  if (plan.remark !== undefined)
    await demo.write(demo.observer, { kind: 'visit', field: 'remark' }, { text: plan.remark });
  for (const userName of plan.team) await signAs(demo, userName);
  const [host] = officials;
  if (host !== undefined) {
    await demo.write(
      demo.observer,
      { kind: 'signature', id: random.uuid() },
      {
        role: 'official',
        name: host.name,
        post: host.post,
        signedAt: demo.later(),
        strokes: drawSignature(random),
      },
    );
  }
  await demo.write(demo.observer, { kind: 'visit', field: 'outcome' }, { kind: 'scored', illustrative: true });
  for (const userName of plan.team) {
    await demo.write(userName, { kind: 'done', person: people[userName].id }, { done: true });
  }
}

async function signAs(demo: DemoVisit, userName: DemoUserName): Promise<void> {
  const { random, people } = demo.scene;
  const { id: person, name } = people[userName];
  await demo.write(
    userName,
    { kind: 'signature', id: random.uuid() },
    {
      role: 'assessor',
      name,
      person,
      signedAt: demo.later(),
      strokes: drawSignature(random),
    },
  );
}

/** Nobody was let in: a visit without a score, which keeps its reason. */
export async function writeRefusal(demo: DemoVisit, reason: string): Promise<void> {
  demo.turnTo(demo.scene.start);
  await demo.write(demo.observer, { kind: 'visit', field: 'outcome' }, { kind: 'refused', reason, illustrative: true });
  for (const userName of demo.scene.plan.team) {
    await demo.write(userName, { kind: 'done', person: demo.scene.people[userName].id }, { done: true });
  }
}
