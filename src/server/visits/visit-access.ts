import { VisitId } from '#domain/ids.ts';
import { canRead, type Standing } from '#domain/visit/permissions.ts';
import { Problem } from '#protocol/problems.ts';
import type { Queryable } from '../db/database.ts';
import { findPersonOfVisit, type PersonOfVisit } from '../db/visits.ts';
import type { Pusher } from './pusher.ts';

/** The visit an address names. What is no id names nothing. */
export function visitOf(text: string | undefined): VisitId {
  const visit = VisitId.safeParse(text);
  if (!visit.success) throw new Problem('notFound');
  return visit.data;
}

/** A visit that was made part of another is decided about there. */
export function mergedElsewhere(into: VisitId): Problem {
  return new Problem('merged', { detail: `The visit is part of ${into} now.` });
}

export function standingOf(roles: Pusher['roles'], person: PersonOfVisit | null): Standing {
  return { roles, isMember: person?.isMember ?? false, hasAssessed: person?.hasAssessed ?? false };
}

/**
 * Refuses who may not read the visit. To a stranger it does not exist; who was a member once is told.
 * @returns what the person is to the visit.
 */
export async function requireReader(db: Queryable, reader: Pusher, visit: VisitId): Promise<Standing> {
  const person = await findPersonOfVisit(db, reader.organisation, visit, reader.person);
  const standing = standingOf(reader.roles, person);
  if (canRead(standing)) return standing;
  throw person?.wasRemoved
    ? new Problem('notAllowed', { detail: 'You are no longer a member of this visit.' })
    : new Problem('notFound');
}

/** Also lets through who was a member once: for what concerns that person's own work. */
export async function requireReaderOrContributor(db: Queryable, reader: Pusher, visit: VisitId): Promise<void> {
  const person = await findPersonOfVisit(db, reader.organisation, visit, reader.person);
  if (!person?.wasRemoved && !canRead(standingOf(reader.roles, person))) throw new Problem('notFound');
}
