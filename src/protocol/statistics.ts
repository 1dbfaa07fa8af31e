import * as z from 'zod/mini';
import { Day, IndicatorId, InstrumentHash, OfficeId, PersonId, VisitId } from '#domain/ids.ts';

/** `GET /api/desk/statistics?from=&to=`: days, both included, at UTC+7; the last ninety where nothing is said. */
export const StatisticsQuery = z.looseObject({ from: z.optional(z.string()), to: z.optional(z.string()) });

const counts = {
  /** Values that stand against each other and are not settled. */
  open: z.int(),
  /** Conflicts that somebody settled. */
  settled: z.int(),
  /** Changes that came after the submission and count. */
  late: z.int(),
  /** Changes held back: still waiting, taken in, declined. */
  waiting: z.int(),
  takenIn: z.int(),
  declined: z.int(),
} as const;

/** How often work met other work, and what was decided: by visit, by person, by what was asked. Lines without any are left out. */
export const Statistics = z.looseObject({
  kind: z.literal('statistics'),
  from: Day,
  to: Day,
  /** There were more visits than are looked at in one go: the newest were. */
  isCut: z.boolean(),
  visits: z.array(z.looseObject({ visit: VisitId, office: z.nullable(OfficeId), ...counts })),
  people: z.array(z.looseObject({ person: PersonId, ...counts })),
  /** `indicator` is null for what is no answer, note or mark; `kind` then says what. */
  entries: z.array(
    z.looseObject({
      instrument: z.nullable(InstrumentHash),
      indicator: z.nullable(IndicatorId),
      kind: z.string(),
      ...counts,
    }),
  ),
});
export type Statistics = z.infer<typeof Statistics>;
export type DisputeCounts = Pick<
  Statistics['people'][number],
  'open' | 'settled' | 'late' | 'waiting' | 'takenIn' | 'declined'
>;
