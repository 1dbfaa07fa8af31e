import type { SubjectId } from '#domain/ids.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import type { CompiledIndicator } from './compile-instrument.ts';
import { rational } from './rational.ts';
import type { Samples } from './sample.ts';
import { memberOf, type SubjectOutcome } from './subject-outcome.ts';
import { isPoint, type Member, never, point, weightedMean } from './weighted-mean.ts';

/** The value of an indicator over everyone it is asked of. `mayAskAwaited`: the rule does not rule out those who are still awaited. */
export function sampleMean(
  asked: CompiledIndicator,
  outcomes: readonly SubjectOutcome[],
  samples: Samples,
  mayAskAwaited: boolean,
): Member {
  const sample = samples.get(asked.kind.id);
  const awaited = mayAskAwaited ? (sample?.awaited ?? 0) : 0;
  if (asked.kind.aggregate === 'pooled' || sample === undefined) return pooledMean(asked, outcomes, awaited);
  const parents = new Map(sample.subjects.map(({ id, parent }) => [id, parent]));
  const members = outcomes.map((outcome) => ({
    parent: parents.get(outcome.trace.subject),
    member: memberOf(asked, outcome),
  }));
  return meanOverParents(asked.kind, members, { presence: 'maybe', value: asked.range }, awaited, samples);
}

/** The usual case, in the indicator's whole units: sums of whole numbers, one fraction at the end. */
function pooledMean(asked: CompiledIndicator, outcomes: readonly SubjectOutcome[], awaited: number): Member {
  const counting = outcomes.filter(({ presence }) => presence !== 'never');
  if (counting.length === 0 && awaited === 0) return never;
  const presence = counting.some((outcome) => outcome.presence === 'sure') ? 'sure' : 'maybe';
  const low = extremePooledMean(asked, counting, awaited, 'low');
  const isSettled =
    awaited === 0 && counting.every((outcome) => outcome.presence === 'sure' && outcome.low === outcome.high);
  const value = isSettled ? point(low) : { low, high: extremePooledMean(asked, counting, awaited, 'high') };
  return { presence, value: isPoint(value) ? point(value.low) : value };
}

/** As in `weightedMean`: those awaited lie at the very end of the range, so they are taken in before any other optional one. */
function extremePooledMean(
  asked: CompiledIndicator,
  counting: readonly SubjectOutcome[],
  awaited: number,
  end: 'low' | 'high',
) {
  let count = BigInt(awaited);
  let sum = count * (end === 'high' ? asked.highest : asked.lowest);
  const optional: bigint[] = [];
  for (const outcome of counting) {
    if (outcome.presence === 'maybe') {
      optional.push(outcome[end]);
    } else {
      sum += outcome[end];
      count += 1n;
    }
  }
  optional.sort((a, b) => (a === b ? 0 : a > b === (end === 'high') ? -1 : 1));
  for (const units of optional) {
    const isBeyond = end === 'high' ? units * count > sum : units * count < sum;
    if (count > 0n && !isBeyond) break;
    sum += units;
    count += 1n;
  }
  return rational(sum, count * asked.highest);
}

interface Placed {
  readonly parent: SubjectId | undefined;
  readonly member: Member;
}

/**
 * The mean of each parent's subjects first, then the mean over the parents, by the parents' own rule. Those still awaited may
 * come under any parent, also under one that is itself awaited. Each parent is offered all of them, which may widen the interval
 * beyond what one distribution of them can reach, but never leaves one out. Subjects under no known parent are a group of
 * their own, and those awaited may make up one such group too.
 */
function meanOverParents(
  kind: SubjectKind,
  members: readonly Placed[],
  anyone: Member,
  awaited: number,
  samples: Samples,
): Member {
  const parents = kind.parent === undefined ? undefined : samples.get(kind.parent);
  if (kind.aggregate === 'pooled' || parents === undefined)
    return plainMean(
      members.map(({ member }) => member),
      anyone,
      awaited,
    );
  const groups = new Map<SubjectId | undefined, Member[]>(parents.subjects.map(({ id }) => [id, []]));
  for (const { parent, member } of members) {
    const group = groups.get(parent);
    if (group === undefined) groups.set(parent, [member]);
    else group.push(member);
  }
  const means = [...groups].map(([parent, group]) => ({
    parent: parents.subjects.find(({ id }) => id === parent)?.parent,
    member: plainMean(group, anyone, awaited),
  }));
  return meanOverParents(parents.kind, means, anyone, Math.min(awaited, parents.awaited + 1), samples);
}

function plainMean(members: readonly Member[], anyone: Member, awaited: number): Member {
  const all = [...members, ...new Array<Member>(awaited).fill(anyone)];
  return weightedMean(all.map((member) => ({ weight: 1n, member })));
}
