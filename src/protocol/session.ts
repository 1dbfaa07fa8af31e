import * as z from 'zod/mini';
import { OrganisationId, PersonId } from '#domain/ids.ts';
import { Role } from '#domain/visit/permissions.ts';
import { Name } from './name.ts';

/** `GET /api/session`, and the answer to a sign-in: who is signed in here. */
export const Session = z.looseObject({
  kind: z.literal('session'),
  person: z.looseObject({ id: PersonId, name: Name, userName: z.string() }),
  organisation: z.looseObject({ id: OrganisationId, name: Name }),
  roles: z.array(Role),
});
export type Session = z.infer<typeof Session>;
