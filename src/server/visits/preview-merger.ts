import { outsideFrontier } from '#domain/change/fold.ts';
import type { VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { mergedState } from '#domain/visit/merging.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import type { MergePreview } from '#protocol/merge.ts';
import { Problem } from '#protocol/problems.ts';
import { findInstrument } from '../db/instruments.ts';
import { findVisit } from '../db/visits.ts';
import { load, type MergeDeps, refuse, requireMerger, seenOf } from './merge.ts';
import type { Pusher } from './pusher.ts';
import { scoreText } from './seal-result.ts';

/** What a merger would come to, by the same functions that carry it out. */
export async function previewMerger(
  { db }: Pick<MergeDeps, 'db'>,
  actor: Pusher,
  visit: VisitId,
  into: VisitId,
): Promise<MergePreview> {
  const { organisation } = actor;
  await requireMerger(db, actor, [visit, into]);
  const [fromRow, intoRow] = [await findVisit(db, organisation, visit), await findVisit(db, organisation, into)];
  if (fromRow === null || intoRow === null) throw new Problem('notFound');
  const [from, other] = [await load(db, organisation, fromRow), await load(db, organisation, intoRow)];
  refuse(visit, into, from, other);
  const [given, before] = [readVisit(from.state), readVisit(other.state)];
  const after = readVisit(mergedState(from.state, other.state, visit));
  const reference = before.instrument.value;
  const instrument = reference && (await findInstrument(db, reference.hash));
  return {
    kind: 'merge-preview',
    saw: await seenOf(from),
    sawInto: await seenOf(other),
    answers: [...given.answers.values()].filter((field) => field.value !== null || field.conflict.length > 0).length,
    photos: given.evidence.filter(isThere).length,
    subjects: given.subjects.filter(isThere).length,
    newConflicts: conflictsOf(after) - conflictsOf(before),
    members: after.members.length - before.members.length,
    scoreFrom: scoreOf(instrument, given),
    scoreBefore: scoreOf(instrument, before),
    scoreAfter: scoreOf(instrument, after),
    letterDiffers:
      given.assignmentLetter.value !== null &&
      given.assignmentLetter.value.number !== before.assignmentLetter.value?.number,
    periodDiffers:
      given.period.value?.start !== before.period.value?.start || given.period.value?.end !== before.period.value?.end,
    sameNames: sameNames(given, before),
  };
}

function isThere({ value }: { readonly value: { readonly withdrawn?: unknown } | null }): boolean {
  return value !== null && value.withdrawn === undefined;
}

function conflictsOf(view: VisitView): number {
  return view.conflicts.filter(({ register }) => !outsideFrontier.has(parseRegister(register)?.kind ?? '')).length;
}

function scoreOf(instrument: Instrument | null, view: VisitView): string | null {
  if (instrument === null || (view.outcome.value?.kind ?? 'scored') !== 'scored') return null;
  return scoreText(scoreVisit(instrument, scoringInputOf(instrument, view)));
}

function sameNames(a: VisitView, b: VisitView): number {
  const named = (view: VisitView): readonly string[] =>
    view.subjects
      .filter(isThere)
      .flatMap(({ value }) =>
        value?.label === undefined ? [] : [`${value.kind} ${value.label.trim().toLowerCase()}`],
      );
  const others = new Set(named(b));
  return named(a).filter((name) => others.has(name)).length;
}
