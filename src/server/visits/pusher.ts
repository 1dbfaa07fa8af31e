import type { OrganisationId, PersonId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';

/** Who asks, with the roles of now. */
export interface Pusher {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly roles: readonly Role[];
}
