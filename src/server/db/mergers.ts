import type { ChangeId, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import { VisitId as VisitIdSchema } from '#domain/ids.ts';
import type { Queryable, Transaction } from './database.ts';

/** Which of the registers `into` has changes in that did not come from `from`. */
export async function findOwnWords(
  tx: Queryable,
  organisation: OrganisationId,
  into: VisitId,
  from: VisitId,
  registers: readonly string[],
): Promise<ReadonlySet<string>> {
  if (registers.length === 0) return new Set();
  const { rows } = await tx.query<{ register: string }>(
    `SELECT DISTINCT l.register FROM visit_log l
       LEFT JOIN visit_log o ON o.organisation = l.organisation AND o.change = l.about
      WHERE l.organisation = $1 AND l.visit = $2 AND l.register = ANY ($3)
        AND (l.kind = 'change' OR o.visit IS DISTINCT FROM $4)`,
    [organisation, into, registers, from],
  );
  return new Set(rows.map(({ register }) => register));
}

/** Which of the changes the visit has adopted from others. */
export async function findAdopted(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  changes: readonly ChangeId[],
): Promise<ReadonlySet<ChangeId>> {
  if (changes.length === 0) return new Set();
  const { rows } = await db.query<{ about: ChangeId }>(
    `SELECT about FROM visit_log WHERE organisation = $1 AND visit = $2 AND about = ANY ($3) AND kind = 'adopted'`,
    [organisation, visit, changes],
  );
  return new Set(rows.map(({ about }) => about));
}

/** Visits that were merged into this one, however many mergers ago. */
export async function findMergedInto(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
): Promise<readonly VisitId[]> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM visit WHERE organisation = $1 AND merged_into = $2 ORDER BY id',
    [organisation, visit],
  );
  return rows.map(({ id }) => VisitIdSchema.parse(id));
}

/** Under the locks of all of them. `atN`: the number of transitions that `into` has had. */
export function noteMerged(
  tx: Transaction,
  organisation: OrganisationId,
  visits: readonly VisitId[],
  into: VisitId,
  atN: number,
): void {
  tx.enqueue('UPDATE visit SET merged_into = $3, merged_at_n = $4 WHERE organisation = $1 AND id = ANY ($2)', [
    organisation,
    visits,
    into,
    atN,
  ]);
}

/** Under which visit the bytes of a photo lie: the visit's own, or one that was merged into it. The visit itself where there are none. */
export async function findPhotoVisit(
  db: Queryable,
  {
    organisation,
    visit,
    sha256,
  }: { readonly organisation: OrganisationId; readonly visit: VisitId; readonly sha256: Sha256 },
): Promise<VisitId> {
  const { rows } = await db.query<{ visit: string }>(
    `SELECT visit FROM evidence WHERE organisation = $1 AND sha256 = $3
        AND visit IN (SELECT $2::uuid UNION SELECT id FROM visit WHERE organisation = $1 AND merged_into = $2)
      ORDER BY visit <> $2, visit LIMIT 1`,
    [organisation, visit, sha256],
  );
  return rows[0] === undefined ? visit : VisitIdSchema.parse(rows[0].visit);
}
