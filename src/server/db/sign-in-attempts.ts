import * as z from 'zod/mini';
import type { Queryable } from './database.ts';

export interface AttemptKey {
  readonly kind: 'address' | 'name' | 'pair';
  readonly subject: Buffer;
}

const Counted = z.object({ kind: z.enum(['address', 'name', 'pair']), attempts: z.int(), secondsLeft: z.number() });
export type Counted = z.infer<typeof Counted>;

/**
 * Counts an attempt under each key before the password is looked at, so that guesses sent at the same moment are all counted.
 * A window begins with its first attempt and is not stretched by later ones.
 */
export async function countAttempt(
  db: Queryable,
  keys: readonly AttemptKey[],
  windowSeconds: number,
): Promise<readonly Counted[]> {
  // One order of keys everywhere: two sign-ins at once never wait for each other in a circle.
  const ordered = keys.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  const { rows } = await db.query(
    `INSERT INTO sign_in_attempt AS a (kind, subject, attempts, window_started_at)
     SELECT kind, subject, 1, now() FROM unnest($1::text[], $2::bytea[]) AS key (kind, subject)
     ON CONFLICT (kind, subject) DO UPDATE SET
       attempts = CASE WHEN a.window_started_at < now() - make_interval(secs => $3) THEN 1 ELSE a.attempts + 1 END,
       window_started_at = CASE WHEN a.window_started_at < now() - make_interval(secs => $3) THEN now() ELSE a.window_started_at END
     RETURNING kind, attempts,
       extract(epoch FROM window_started_at + make_interval(secs => $3) - now())::float8 AS "secondsLeft"`,
    [ordered.map(({ kind }) => kind), ordered.map(({ subject }) => subject), windowSeconds],
  );
  return z.array(Counted).parse(rows);
}

/** A right password: what was counted for it is taken back, and the pair starts afresh. */
export async function forgiveAttempt(db: Queryable, keys: readonly AttemptKey[]): Promise<void> {
  for (const { kind, subject } of keys.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))) {
    const attempts = kind === 'pair' ? '0' : 'greatest(attempts - 1, 0)';
    await db.query(`UPDATE sign_in_attempt SET attempts = ${attempts} WHERE kind = $1 AND subject = $2`, [
      kind,
      subject,
    ]);
  }
}

export async function deleteOldAttempts(db: Queryable, olderThanSeconds: number): Promise<void> {
  await db.query(
    `DELETE FROM sign_in_attempt WHERE (kind, subject) IN (
       SELECT kind, subject FROM sign_in_attempt WHERE window_started_at < now() - make_interval(secs => $1)
       FOR UPDATE SKIP LOCKED)`,
    [olderThanSeconds],
  );
}
