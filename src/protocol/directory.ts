import * as z from 'zod/mini';
import { InstitutionId, InstrumentHash, OfficeId, PersonId } from '#domain/ids.ts';
import { Role } from '#domain/visit/permissions.ts';
import { Name } from './name.ts';

export const OfficeTimeZone = z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);
export type OfficeTimeZone = z.infer<typeof OfficeTimeZone>;

/** `regency`: the number of the regency or city at the ministry of home affairs, where the institution is one. */
export const Institution = z.looseObject({ id: InstitutionId, name: Name, regency: z.optional(z.string()) });
export type Institution = z.infer<typeof Institution>;

export const Office = z.looseObject({
  id: OfficeId,
  institution: InstitutionId,
  name: Name,
  address: z.string(),
  city: z.string(),
  timeZone: OfficeTimeZone,
  location: z.optional(z.looseObject({ latitude: z.number(), longitude: z.number() })),
});
export type Office = z.infer<typeof Office>;

export const PersonLine = z.looseObject({ id: PersonId, name: Name, roles: z.array(Role), isActive: z.boolean() });
export type PersonLine = z.infer<typeof PersonLine>;

export const InstrumentLine = z.looseObject({
  id: z.string(),
  version: z.int(),
  hash: InstrumentHash,
  title: z.looseObject({ id: z.string(), en: z.string() }),
  shortTitle: z.looseObject({ id: z.string(), en: z.string() }),
});
export type InstrumentLine = z.infer<typeof InstrumentLine>;

/**
 * `GET /api/directory`: what a tablet needs offline besides visits. Kept whole on the device. Instruments themselves are
 * fetched by hash from `/api/instruments/:hash` and checked against it.
 */
export const Directory = z.looseObject({
  kind: z.literal('directory'),
  institutions: z.array(Institution),
  offices: z.array(Office),
  people: z.array(PersonLine),
  instruments: z.array(InstrumentLine),
  /** How many days a tablet keeps what the server has confirmed; 14 where it is not said. */
  keptCopyDays: z.optional(z.int()),
});
export type Directory = z.infer<typeof Directory>;
