import type { DemoVisit } from './demo-visit.ts';
import { addDays } from './visit-clock.ts';

/** The supervisor plans the visit: office, instrument, dates, team and sample. */
export async function writePlanning(demo: DemoVisit): Promise<void> {
  const { plan, office, loaded, people, start } = demo.scene;
  const { instrument, hash } = loaded;
  const by = 'supervisor' as const;
  await demo.write(by, { kind: 'visit', field: 'office' }, office.id);
  await demo.write(
    by,
    { kind: 'visit', field: 'instrument' },
    { id: instrument.id, version: instrument.version, hash },
  );
  await demo.write(by, { kind: 'visit', field: 'period' }, { start, end: addDays(start, plan.days - 1) });
  await demo.write(by, { kind: 'visit', field: 'assignment-letter' }, { number: plan.letter });
  for (const userName of plan.team) await demo.write(by, { kind: 'member', person: people[userName].id }, {});
  for (const { id, single, sample } of instrument.subjectKinds) {
    if (!single) await demo.write(by, { kind: 'sample', subjectKind: id }, { target: sample.target });
  }
}
