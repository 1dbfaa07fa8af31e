import { localText } from '#client/ui/i18n/text.ts';
import { t as words } from '#client/ui/registers/register-texts.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { DisputeCounts, Statistics } from '#protocol/statistics.ts';
import type { DeskModel } from './desk-model.ts';
import { t } from './texts.ts';

export type Grouping = 'visits' | 'people' | 'entries';

export const countKinds = ['open', 'settled', 'late', 'waiting', 'takenIn', 'declined'] as const;

export interface StatisticsLine extends DisputeCounts {
  readonly key: string;
  readonly title: string;
}

type Names = Pick<DeskModel, 'instruments' | 'directory'>;

/** One grouping of the figures with names for people, most first. */
export function statisticsLines(names: Names, found: Statistics, grouping: Grouping): readonly StatisticsLine[] {
  return linesOf(names, found, grouping).toSorted((a, b) => sumOf(b) - sumOf(a) || (a.title < b.title ? -1 : 1));
}

function linesOf({ instruments, directory }: Names, found: Statistics, grouping: Grouping): StatisticsLine[] {
  const { offices = [], people = [] } = directory.value ?? {};
  switch (grouping) {
    case 'visits':
      return found.visits.map((line) => ({
        ...countsOf(line),
        key: line.visit,
        title: offices.find(({ id }) => id === line.office)?.name ?? t.noOffice,
      }));
    case 'people':
      return found.people.map((line) => ({
        ...countsOf(line),
        key: line.person,
        title: people.find(({ id }) => id === line.person)?.name ?? '–',
      }));
    case 'entries':
      return found.entries.map((line) => ({
        ...countsOf(line),
        key: `${line.instrument}/${line.indicator}/${line.kind}`,
        title: entryTitle(instruments.value, line),
      }));
  }
}

function entryTitle(
  instruments: DeskModel['instruments']['value'],
  { instrument, indicator, kind }: Statistics['entries'][number],
): string {
  const word = isNamed(kind) ? words[kind] : words.unknown;
  if (indicator === null) return word;
  const known = instrument && instruments.get(instrument);
  const found = known && indexInstrument(known).byDimension.find((entry) => entry.indicator.id === indicator);
  return `${word}: ${found ? localText(found.indicator.text) : indicator}`;
}

const kinds = [
  ...(['answer', 'note', 'evidence', 'subject', 'official', 'signature', 'member', 'sample'] as const),
  ...(['office', 'instrument', 'period', 'assignment-letter', 'outcome', 'join', 'remark'] as const),
] as const;

function isNamed(kind: string): kind is (typeof kinds)[number] {
  return kinds.some((name) => name === kind);
}

function countsOf({ open, settled, late, waiting, takenIn, declined }: DisputeCounts): DisputeCounts {
  return { open, settled, late, waiting, takenIn, declined };
}

function sumOf(line: DisputeCounts): number {
  return countKinds.reduce((sum, kind) => sum + line[kind], 0);
}
