import * as z from 'zod/mini';

/** Ids are UUIDs made on the device (version 4), so a visit started without a network has its final name at once. */
export const OrganisationId = z.uuid().check(z.lowercase()).brand<'OrganisationId'>();
export type OrganisationId = z.infer<typeof OrganisationId>;

export const PersonId = z.uuid().check(z.lowercase()).brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

export const VisitId = z.uuid().check(z.lowercase()).brand<'VisitId'>();
export type VisitId = z.infer<typeof VisitId>;

export const OfficeId = z.uuid().check(z.lowercase()).brand<'OfficeId'>();
export type OfficeId = z.infer<typeof OfficeId>;

export const InstitutionId = z.uuid().check(z.lowercase()).brand<'InstitutionId'>();
export type InstitutionId = z.infer<typeof InstitutionId>;

/** One person's store on one installation, with one signing key. */
export const ReplicaId = z.uuid().check(z.lowercase()).brand<'ReplicaId'>();
export type ReplicaId = z.infer<typeof ReplicaId>;

/** A random name of the server's database, new at every creation and restore. */
export const Epoch = z.uuid().check(z.lowercase()).brand<'Epoch'>();
export type Epoch = z.infer<typeof Epoch>;

/** Lower-case hex of a SHA-256. */
export const Sha256 = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/))
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

/** SHA-256 of a change's content: what the change is. */
export const ChangeId = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/))
  .brand<'ChangeId'>();
export type ChangeId = z.infer<typeof ChangeId>;

/** SHA-256 of the canonical JSON of a published instrument version. */
export const InstrumentHash = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/))
  .brand<'InstrumentHash'>();
export type InstrumentHash = z.infer<typeof InstrumentHash>;

/** The id of a subject within a visit: a UUID, or the kind's own id where the kind has a single subject ("office"). */
export const SubjectId = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
  .brand<'SubjectId'>();
export type SubjectId = z.infer<typeof SubjectId>;

/** Ids inside an instrument: lower-case words joined by hyphens. Categories may be capitals ("A"). */
const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
export const IndicatorId = slug.brand<'IndicatorId'>();
export type IndicatorId = z.infer<typeof IndicatorId>;
export const SubjectKindId = slug.brand<'SubjectKindId'>();
export type SubjectKindId = z.infer<typeof SubjectKindId>;
export const OptionId = slug.brand<'OptionId'>();
export type OptionId = z.infer<typeof OptionId>;
export const PlaceId = slug.brand<'PlaceId'>();
export type PlaceId = z.infer<typeof PlaceId>;
export const NodeId = slug.brand<'NodeId'>();
export type NodeId = z.infer<typeof NodeId>;
export const CategoryId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/))
  .brand<'CategoryId'>();
export type CategoryId = z.infer<typeof CategoryId>;

/** ISO 8601 with offset or Z. Device times are shown, never trusted for order. */
export const Instant = z.iso.datetime({ offset: true });
export type Instant = z.infer<typeof Instant>;

/** A calendar day at the office, `YYYY-MM-DD`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;
