import { frontierOf } from '#domain/change/fold.ts';
import type { OrganisationId } from '#domain/ids.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { Action } from '#domain/visit/status.ts';
import type { Saw } from '#domain/visit/transition.ts';
import type { ServerDeps } from '../deps.ts';
import { loadVisitState } from '../visits/read-log.ts';
import { runCommand } from '../visits/run-command.ts';
import { scoreText } from '../visits/seal-result.ts';
import type { SeedEnding } from './seed-plan.ts';
import type { SeedScene } from './seed-visit.ts';

const steps: Readonly<Record<SeedEnding, readonly Action[]>> = {
  draft: [],
  submitted: ['submit'],
  returned: ['submit', 'return'],
  approved: ['submit', 'approve'],
  published: ['submit', 'approve', 'publish'],
  objected: ['submit', 'approve', 'publish', 'object'],
  final: ['submit', 'approve', 'publish', 'finalise'],
  reopened: ['submit', 'approve', 'publish', 'reopen'],
};

const reasons: Partial<Record<Action, string>> = {
  return: 'Dua indikator belum didukung bukti yang jelas. Mohon diperiksa kembali.',
  object: 'Kantor menyampaikan keberatan atas nilai indikator pengaduan.',
  reopen: 'Keberatan kantor diterima; nilai diperiksa kembali.',
};

/** The visit's way to where it ends, by the commands that people give. A week passes with each. */
export async function runStatuses(deps: ServerDeps, organisation: OrganisationId, scene: SeedScene): Promise<void> {
  const { plan, assessor, supervisor } = scene;
  const actions = steps[plan.ending];
  if (actions.length === 0) return;
  // Nobody writes between the steps: all are taken with the same picture on the screen.
  const saw = await lookAt(deps, organisation, scene);
  for (const [n, action] of actions.entries()) {
    const { person } = action === 'submit' ? assessor : supervisor;
    const reason = reasons[action];
    const at = new Date(Date.parse(`${plan.start}T09:00:00Z`) + (3 + 7 * n) * 86_400_000);
    await runCommand(
      { ...deps, clock: () => at },
      { organisation, person: person.id, roles: person.roles },
      scene.visit,
      { id: crypto.randomUUID(), action, n, saw, ...(reason === undefined ? {} : { reason }) },
    );
  }
}

async function lookAt(deps: ServerDeps, organisation: OrganisationId, { visit, loaded }: SeedScene): Promise<Saw> {
  const found = await loadVisitState(deps.db, organisation, visit);
  if (found === null) throw new Error('The visit that was handed in is not there.');
  const view = readVisit(found.state);
  const score = scoreVisit(loaded.instrument, scoringInputOf(loaded.instrument, view));
  return { frontier: await frontierOf(found.state.registers.values()), score: scoreText(score) };
}
