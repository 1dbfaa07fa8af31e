import * as z from 'zod/mini';
import { OrganisationId, VisitId } from '#domain/ids.ts';
import type { VerificationCode } from '#domain/visit/verification-code.ts';
import type { Queryable, Transaction } from './database.ts';

const Sealing = z.object({ organisation: OrganisationId, visit: VisitId, seq: z.coerce.number() });
/** The line of a visit's log that sealed a result. */
export type Sealing = z.infer<typeof Sealing>;

export async function findSealing(db: Queryable, code: VerificationCode): Promise<Sealing | null> {
  const { rows } = await db.query('SELECT organisation, visit, seq FROM verification WHERE code = $1', [code]);
  return rows[0] === undefined ? null : Sealing.parse(rows[0]);
}

/** A line that comes back after a restore brings its code along. */
export function insertSealing(tx: Transaction, code: VerificationCode, { organisation, visit, seq }: Sealing): void {
  tx.enqueue(
    'INSERT INTO verification (organisation, code, visit, seq) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [organisation, code, visit, seq],
  );
}
