import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { frontierOf } from '#domain/change/fold.ts';
import { type IndicatorId, SubjectId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { Action } from '#domain/visit/status.ts';
import type { Saw } from '#domain/visit/transition.ts';
import { firstRound } from '#domain/visit/visit-view.ts';
import type { ServerDeps } from '../deps.ts';
import { loadVisitState } from '../visits/read-log.ts';
import { runCommand } from '../visits/run-command.ts';
import { scoreText } from '../visits/seal-result.ts';
import { takeInEvidence } from '../visits/take-in-evidence.ts';
import { photoFile } from './demo-photos.ts';
import type { DemoVisit, VisitScene } from './demo-visit.ts';
import type { DemoUserName } from './directory.ts';
import type { PhotoName } from './photo-choice.ts';
import { addDays } from './visit-clock.ts';

/** Photos travel apart from the changes that name them, each as a finished upload. */
export async function handInPhotos(deps: ServerDeps, scene: VisitScene, names: ReadonlySet<PhotoName>): Promise<void> {
  const { organisation, visit, plan } = scene;
  const { id: person, roles } = scene.people[plan.team[0] ?? 'asesor1'];
  for (const name of names) {
    const photo = scene.photos.get(name);
    if (photo === undefined) throw new Error(`There is no drawing ${name}.`);
    const file = path.join(deps.uploadFolder, `demo-${crypto.randomUUID()}`);
    await copyFile(photoFile(name), file);
    await takeInEvidence(
      deps,
      { organisation, person, roles },
      { visit, sha256: photo.sha256, mime: 'image/jpeg', file },
    );
  }
}

const untilApproved: readonly Action[] = ['approve'];
const further = { approved: [], published: ['publish'], final: ['publish', 'finalise'] } as const satisfies Record<
  string,
  readonly Action[]
>;

/** What the assessors and the supervisor do with the finished visit. */
export async function review(deps: ServerDeps, demo: DemoVisit): Promise<void> {
  const { ending, days } = demo.scene.plan;
  if (ending.kind === 'planned') return;
  await act(deps, demo, demo.observer, 'submit');
  demo.turnTo(addDays(demo.scene.start, days + 2));
  switch (ending.kind) {
    case 'refused':
      return act(deps, demo, 'supervisor', 'approve');
    case 'approved':
      for (const action of [...untilApproved, ...further[ending.until]]) await act(deps, demo, 'supervisor', action);
      return;
    case 'submitted':
      await comment(demo, ending.comment);
      return demo.handIn();
    case 'returned':
      for (const one of ending.returned) await question(demo, one);
      await demo.handIn();
      return act(deps, demo, 'supervisor', 'return', {
        reason: ending.reason,
        returned: ending.returned.map(({ indicator, reason }) => {
          const { id, subject } = subjectOf(demo, indicator);
          return { subject, indicator: id, reason };
        }),
      });
  }
}

/** A mark on the answer that was on the screen. */
async function question(
  demo: DemoVisit,
  { indicator, reason }: { readonly indicator: string; readonly reason: string },
): Promise<void> {
  const { id, subject } = subjectOf(demo, indicator);
  const at = { round: firstRound, subject, indicator: id };
  const heads = [demo.headOf({ kind: 'answer', ...at })].filter((head) => head !== null);
  await demo.write('supervisor', { kind: 'review', ...at }, { verdict: 'questioned', reason, heads });
}

async function comment(
  demo: DemoVisit,
  { indicator, text }: { readonly indicator: string; readonly text: string },
): Promise<void> {
  const { id, subject } = subjectOf(demo, indicator);
  await demo.write('supervisor', { kind: 'comment', id: demo.scene.random.uuid() }, { text, subject, indicator: id });
}

/** An indicator of the office, with the office as its subject. */
function subjectOf(demo: DemoVisit, indicator: string): { readonly id: IndicatorId; readonly subject: SubjectId } {
  const found = indexInstrument(demo.scene.loaded.instrument).byDimension.find((one) => one.indicator.id === indicator);
  if (found === undefined) throw new Error(`The instrument has no indicator ${indicator}.`);
  return { id: found.indicator.id, subject: SubjectId.parse(found.indicator.subject) };
}

async function act(
  deps: ServerDeps,
  demo: DemoVisit,
  by: DemoUserName,
  action: Action,
  more: {
    readonly reason?: string;
    readonly returned?: { subject: SubjectId; indicator: IndicatorId; reason: string }[];
  } = {},
): Promise<void> {
  const { organisation, visit, people, random } = demo.scene;
  const { id: person, roles } = people[by];
  const id = random.uuid();
  const { n } = demo.seen;
  const saw = await lookAt(deps, demo.scene);
  const { transition } = await runCommand(deps, { organisation, person, roles }, visit, {
    id,
    action,
    n,
    saw,
    ...more,
  });
  demo.seen = { n: transition.n, status: transition.to };
}

/** What a person has on the screen when deciding. */
async function lookAt(deps: ServerDeps, { organisation, visit, loaded }: VisitScene): Promise<Saw> {
  const found = await loadVisitState(deps.db, organisation, visit);
  if (found === null) throw new Error('The visit that was handed in is not there.');
  const view = readVisit(found.state);
  const score = scoreVisit(loaded.instrument, scoringInputOf(loaded.instrument, view));
  return { frontier: await frontierOf(found.state.registers.values()), score: scoreText(score) };
}
