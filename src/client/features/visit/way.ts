import type { SubjectKindId } from '#domain/ids.ts';
import type { Indicator, Instrument, Text } from '#domain/instrument/instrument.ts';

/** By dimension as the instrument is written, or by place as one walks through the building. */
export type Order = 'dimension' | 'walk';

export interface NumberedIndicator {
  /** Its place in the instrument, the same in both orders: what people call out to each other. */
  readonly number: number;
  readonly indicator: Indicator;
}

/** A heading with its indicators: a variable, or what one kind of subject is asked at a place. */
export interface Part {
  readonly id: string;
  readonly title: Text;
  readonly isWeightAssumed: boolean;
  readonly indicators: readonly NumberedIndicator[];
}

/** One page of cards: parts that ask the same kind of subject, so that a respondent is chosen once for all of them. */
export interface Stop {
  readonly id: string;
  readonly group: { readonly id: string; readonly title: Text };
  readonly kind: SubjectKindId;
  readonly parts: readonly Part[];
}

/** Short parts share a page; a page beyond this many cards is tiring to scroll and slow to draw. */
const cardsPerPage = 24;

export function wayThrough(instrument: Instrument, order: Order): readonly Stop[] {
  const parts = order === 'dimension' ? partsByDimension(instrument) : partsByPlace(instrument);
  const stops: Stop[] = [];
  for (const { group, kind, part } of parts) {
    // Whoever is asked about several variables of a dimension is chosen once, not once per variable.
    const at = stops.findLastIndex((stop) => stop.group.id === group.id && stop.kind === kind);
    const open = stops[at];
    if (open !== undefined && fits(open, part)) stops[at] = { ...open, parts: [...open.parts, part] };
    else stops.splice(afterGroup(stops, group.id), 0, { id: part.id, group, kind, parts: [part] });
  }
  return stops;
}

/** Pages of one group stay together. */
function afterGroup(stops: readonly Stop[], group: string): number {
  const last = stops.findLastIndex((stop) => stop.group.id === group);
  return last < 0 ? stops.length : last + 1;
}

function fits(stop: Stop, part: Part): boolean {
  return indicatorsOf(stop).length + part.indicators.length <= cardsPerPage;
}

export function indicatorsOf(stop: Stop): readonly NumberedIndicator[] {
  return stop.parts.flatMap((part) => part.indicators);
}

interface PlacedPart {
  readonly group: Stop['group'];
  readonly kind: SubjectKindId;
  readonly part: Part;
}

function partsByDimension(instrument: Instrument): readonly PlacedPart[] {
  const numbered = numberIndicators(instrument);
  return instrument.dimensions.flatMap((dimension) =>
    dimension.variables.flatMap((variable) =>
      byKind(numbered.filter((entry) => variable.indicators.includes(entry.indicator))).map(([kind, indicators]) => ({
        group: { id: dimension.id, title: dimension.title },
        kind,
        part: {
          id: `${variable.id}.${kind}`,
          title: variable.title,
          isWeightAssumed: variable.weightProvenance === 'assumed',
          indicators,
        },
      })),
    ),
  );
}

function partsByPlace(instrument: Instrument): readonly PlacedPart[] {
  const numbered = numberIndicators(instrument);
  return instrument.places.flatMap((place) =>
    byKind(numbered.filter((entry) => entry.indicator.place === place.id)).map(([kind, indicators]) => ({
      group: { id: place.id, title: place.title },
      kind,
      part: { id: `${place.id}.${kind}`, title: kindTitle(instrument, kind), isWeightAssumed: false, indicators },
    })),
  );
}

function kindTitle(instrument: Instrument, kind: SubjectKindId): Text {
  const found = instrument.subjectKinds.find(({ id }) => id === kind);
  return found?.title ?? { id: kind, en: kind };
}

function numberIndicators(instrument: Instrument): readonly NumberedIndicator[] {
  return instrument.dimensions
    .flatMap((dimension) => dimension.variables.flatMap((variable) => variable.indicators))
    .map((indicator, at) => ({ number: at + 1, indicator }));
}

/** In the order in which the kinds first appear. */
function byKind(
  entries: readonly NumberedIndicator[],
): readonly (readonly [SubjectKindId, readonly NumberedIndicator[]])[] {
  const groups = new Map<SubjectKindId, NumberedIndicator[]>();
  for (const entry of entries)
    groups.set(entry.indicator.subject, [...(groups.get(entry.indicator.subject) ?? []), entry]);
  return [...groups];
}
