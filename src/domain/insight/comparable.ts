import type { IndicatorId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Indicator, Instrument } from '#domain/instrument/instrument.ts';

/** Why an indicator of one year says nothing about the other. */
export type Incomparable = 'removed' | 'added' | 'subject' | 'points';

export interface Comparison {
  /** Asked of the same kind of subject, with the same points to gain, in both. */
  readonly comparable: readonly IndicatorId[];
  readonly incomparable: readonly { readonly indicator: IndicatorId; readonly because: Incomparable }[];
}

/** Which indicators of two instruments may be held against each other: the same id, the same subject, the same points. */
export function compareInstruments(older: Instrument, newer: Instrument): Comparison {
  const before = indicatorsOf(older);
  const after = indicatorsOf(newer);
  const comparable: IndicatorId[] = [];
  const incomparable: { indicator: IndicatorId; because: Incomparable }[] = [];
  for (const [id, indicator] of after) {
    const because = whyNot(before.get(id), indicator);
    if (because === null) comparable.push(id);
    else incomparable.push({ indicator: id, because });
  }
  for (const id of before.keys()) if (!after.has(id)) incomparable.push({ indicator: id, because: 'removed' });
  return { comparable, incomparable };
}

function indicatorsOf(instrument: Instrument): ReadonlyMap<IndicatorId, Indicator> {
  return new Map(indexInstrument(instrument).byDimension.map(({ indicator }) => [indicator.id, indicator]));
}

function whyNot(before: Indicator | undefined, after: Indicator): Incomparable | null {
  if (before === undefined) return 'added';
  if (before.subject !== after.subject) return 'subject';
  return pointsOf(before) === pointsOf(after) ? null : 'points';
}

function pointsOf({ options }: Indicator): string {
  return options
    .map(({ id, points }) => `${id}=${points}`)
    .sort()
    .join(' ');
}
