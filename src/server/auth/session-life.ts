import type { Role } from '#domain/visit/permissions.ts';

interface SessionLife {
  /** Days without a request after which the session ends. */
  readonly idleDays: number;
  /** Days after which it ends in any case. */
  readonly absoluteDays: number;
}

// A tablet may be without a network for weeks and must still hand in its work; an administrator's browser has no such reason.
const lives: Readonly<Record<Role, SessionLife>> = {
  assessor: { idleDays: 60, absoluteDays: 180 },
  supervisor: { idleDays: 14, absoluteDays: 90 },
  administrator: { idleDays: 7, absoluteDays: 30 },
};

/** The shortest of the person's roles: what the session can do decides how long it may lie about. */
export function sessionLifeOf(roles: readonly Role[]): SessionLife {
  const all = roles.map((role) => lives[role]);
  return {
    idleDays: Math.min(...all.map(({ idleDays }) => idleDays)),
    absoluteDays: Math.min(...all.map(({ absoluteDays }) => absoluteDays)),
  };
}
