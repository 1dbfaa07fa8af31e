import { actions } from '#domain/visit/status.ts';
import type { World } from './cast.ts';
import { checkDevices } from './check-devices.ts';
import { checkErasures } from './check-erasures.ts';
import { checkMergers } from './check-mergers.ts';
import { checkPromises } from './check-promises.ts';
import type { Finding } from './findings.ts';
import { type ServerView, viewServer } from './server-view.ts';
import { counted } from './under-way.ts';

/** Everything that must hold once all has come to rest. */
export async function check(world: World): Promise<readonly Finding[]> {
  return await counted(async () => {
    const view = await viewServer(world.server, world.visits);
    return [
      ...(await checkPromises(world, view)),
      ...(await checkDevices(world, view)),
      ...(await checkErasures(world, view)),
      ...checkMergers(view),
      ...checkTransitions(world, view),
    ];
  });
}

/** Each step of a status follows from the one before, and whoever was told of a success finds it: of two at once, one. */
function checkTransitions(world: World, view: ServerView): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [visit, { state }] of view.visits) {
    let status = 'draft';
    for (const [at, { n, action, from, to }] of state.transitions.entries()) {
      const rule = actions[action];
      if (n !== at + 1 || from !== status || to !== rule.to || !rule.from.includes(from))
        findings.push({
          kind: 'diverged',
          text: `${visit.slice(0, 4)}: transition ${n} (${action}) does not follow from ${status}`,
        });
      status = to;
    }
  }
  for (const done of world.commandsDone) {
    if (done.epoch !== world.server.epoch) continue;
    const found = view.visits.get(done.visit)?.state.transitions.find(({ n }) => n === done.n);
    if (found?.by !== done.by || found.action !== done.action)
      findings.push({
        kind: 'contradicted',
        text: `${done.action} ${done.n} of ${done.visit.slice(0, 4)} was confirmed and is not there`,
      });
  }
  return findings;
}
