import * as z from 'zod/mini';
import { type OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

const Done = z.object({ visit: VisitId, person: PersonId, seq: z.int(), line: z.unknown() });
export type DoneCommand = z.infer<typeof Done>;

/** A command that was carried out before, with the line of the log it became. */
export async function findCommand(
  tx: Queryable,
  organisation: OrganisationId,
  id: string,
): Promise<DoneCommand | null> {
  const { rows } = await tx.query(
    `SELECT c.visit, c.person, c.seq, l.line FROM command c
       JOIN visit_log l ON l.organisation = c.organisation AND l.visit = c.visit AND l.seq = c.seq
      WHERE c.organisation = $1 AND c.id = $2`,
    [organisation, id],
  );
  return rows[0] === undefined ? null : Done.parse(rows[0]);
}

/** @returns false when a command of another visit has taken the id meanwhile. */
export async function insertCommand(
  tx: Queryable,
  organisation: OrganisationId,
  command: { readonly id: string; readonly visit: VisitId; readonly person: PersonId; readonly seq: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'INSERT INTO command (organisation, id, visit, person, seq) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [organisation, command.id, command.visit, command.person, command.seq],
  );
  return rowCount === 1;
}
