import { emptyVisit, foldVisit } from '#domain/change/fold.ts';
import type { OrganisationId } from '#domain/ids.ts';
import { type Dispute, disputesOf } from '#domain/visit/disputes.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { DisputeCounts, Statistics } from '#protocol/statistics.ts';
import type { Queryable } from '../db/database.ts';
import { findWholeLog } from '../db/visit-log.ts';
import { listVisitsBetween } from '../db/visits-between.ts';
import { sortLines } from './read-log.ts';

/** Read one after the other: enough for a year of a large office, and no more memory than one visit. */
const mostVisits = 2000;

export interface Period {
  readonly fromDay: string;
  readonly toDay: string;
  readonly from: Date;
  /** Before this. */
  readonly to: Date;
}

/** How often work met other work in the organisation's visits of a period. */
export async function disputeStatistics(
  db: Queryable,
  organisation: OrganisationId,
  period: Period,
): Promise<Statistics> {
  const visits = await listVisitsBetween(db, organisation, period, mostVisits + 1);
  const tally = { visits: new Tally(), people: new Tally(), entries: new Tally() };
  const found: Statistics['visits'] = [];
  const entryKeys = new Map<string, Pick<Statistics['entries'][number], 'instrument' | 'indicator' | 'kind'>>();
  const personOf = new Map<string, Statistics['people'][number]['person']>();
  for (const visit of visits.slice(0, mostVisits)) {
    const { log } = sortLines(await findWholeLog(db, organisation, visit));
    const disputes = disputesOf(log, period.from, period.to);
    if (disputes.length === 0) continue;
    const view = readVisit({ ...emptyVisit, ...foldVisit({ log }) });
    const instrument = view.instrument.value?.hash ?? null;
    for (const dispute of disputes) {
      tally.visits.add(visit, dispute);
      const entry = entryOf(dispute.register);
      const key = `${entry.indicator === null ? '' : instrument}/${entry.indicator}/${entry.kind}`;
      entryKeys.set(key, { instrument: entry.indicator === null ? null : instrument, ...entry });
      tally.entries.add(key, dispute);
      for (const person of dispute.authors) {
        personOf.set(person, person);
        tally.people.add(person, dispute);
      }
    }
    found.push({ visit, office: view.office.value, ...tally.visits.of(visit) });
  }
  return {
    kind: 'statistics',
    from: period.fromDay,
    to: period.toDay,
    isCut: visits.length > mostVisits,
    visits: found,
    people: [...personOf].map(([key, person]) => ({ person, ...tally.people.of(key) })),
    entries: [...entryKeys].map(([key, entry]) => ({ ...entry, ...tally.entries.of(key) })),
  };
}

function entryOf(name: string): Pick<Statistics['entries'][number], 'indicator' | 'kind'> {
  const register = parseRegister(name);
  if (register === null) return { indicator: null, kind: 'unknown' };
  if ('indicator' in register) return { indicator: register.indicator, kind: register.kind };
  return { indicator: null, kind: register.kind === 'visit' ? register.field : register.kind };
}

const none: DisputeCounts = { open: 0, settled: 0, late: 0, waiting: 0, takenIn: 0, declined: 0 };

class Tally {
  readonly #counts = new Map<string, DisputeCounts>();

  add(key: string, { kind }: Dispute): void {
    const counts = this.of(key);
    this.#counts.set(key, { ...counts, [kind]: counts[kind] + 1 });
  }

  of(key: string): DisputeCounts {
    return this.#counts.get(key) ?? none;
  }
}
