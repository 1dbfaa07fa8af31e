import * as z from 'zod/mini';
import { Instant, InstitutionId } from '#domain/ids.ts';
import { Role } from '#domain/visit/permissions.ts';
import { OfficeTimeZone, PersonLine } from './directory.ts';
import { Name as name } from './name.ts';
import { SecondFactorCode } from './second-factor.ts';

export const UserName = z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9][a-z0-9._-]{2,39}$/));
export const Password = z.string().check(z.minLength(10), z.maxLength(200));

/** `GET /api/setup`: what the first page should offer. */
export const SetupState = z.looseObject({
  kind: z.literal('setup'),
  isSetUp: z.boolean(),
  organisationName: z.nullable(z.string()),
});
export type SetupState = z.infer<typeof SetupState>;

/** `POST /api/setup` (only while there is no organisation). */
export const SetupRequest = z.looseObject({
  organisationName: name,
  personName: name,
  userName: UserName,
  password: Password,
});
export type SetupRequest = z.infer<typeof SetupRequest>;

/** `POST /api/setup/demo`: the demonstration organisation; its four users share the password given here. */
export const DemoRequest = z.looseObject({ password: Password });

export const SignInRequest = z.looseObject({
  userName: z.string().check(z.maxLength(200)),
  password: z.string().check(z.maxLength(1000)),
  /** Of the second step, where the person has one. */
  code: z.optional(SecondFactorCode),
  /** What the device calls itself, shown in the list of sessions. */
  device: z.optional(z.string().check(z.maxLength(200))),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/** `PATCH /api/session/password`: one's own; every other session of the person ends. */
export const PasswordChange = z.looseObject({ current: z.string().check(z.maxLength(1000)), next: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** The answer where there is nothing to tell but that it was done. */
export const Done = z.looseObject({ kind: z.literal('done') });
export type Done = z.infer<typeof Done>;

/** `GET /api/sessions`: the person's own sessions; administrators add `?person=`. */
export const SessionLine = z.looseObject({
  id: z.uuid(),
  device: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  isCurrent: z.boolean(),
});
export const SessionQuery = z.looseObject({ person: z.optional(z.string()) });
export const SessionList = z.looseObject({ kind: z.literal('sessions'), sessions: z.array(SessionLine) });
export type SessionList = z.infer<typeof SessionList>;

/** Administrator: `GET /api/people` (with user names), `POST /api/people`, `PATCH /api/people/:person`. */
export const PersonDetail = z.looseObject({ ...PersonLine.shape, userName: z.string() });
export type PersonDetail = z.infer<typeof PersonDetail>;
export const PersonList = z.looseObject({ kind: z.literal('people'), people: z.array(PersonDetail) });
export type PersonList = z.infer<typeof PersonList>;

/** Without a password nobody can sign in as the person until they chose one by a one-time link. */
export const NewPerson = z.looseObject({
  name,
  userName: UserName,
  password: z.optional(Password),
  roles: z.array(Role).check(z.minLength(1)),
});
export type NewPerson = z.infer<typeof NewPerson>;

/** A new password or `isActive: false` ends the person's sessions. */
export const PersonEdit = z.looseObject({
  name: z.optional(name),
  roles: z.optional(z.array(Role).check(z.minLength(1))),
  isActive: z.optional(z.boolean()),
  password: z.optional(Password),
});
export type PersonEdit = z.infer<typeof PersonEdit>;

/** Administrator: `PATCH /api/organisation`. Tablets hear of it with the directory. */
export const OrganisationSettings = z.looseObject({ keptCopyDays: z.int().check(z.gte(14), z.lte(365)) });
export type OrganisationSettings = z.infer<typeof OrganisationSettings>;

/** `GET /api/regencies?search=`: the regencies and cities of the country, for choosing where an office is. */
export const RegencyQuery = z.looseObject({ search: z.optional(z.string().check(z.maxLength(200))) });
export const RegencyLine = z.looseObject({
  code: z.string(),
  name: z.string(),
  province: z.string(),
  timeZone: OfficeTimeZone,
});
export const RegencyList = z.looseObject({ kind: z.literal('regencies'), regencies: z.array(RegencyLine) });
export type RegencyList = z.infer<typeof RegencyList>;

const location = z.looseObject({
  latitude: z.number().check(z.gte(-90), z.lte(90)),
  longitude: z.number().check(z.gte(-180), z.lte(180)),
});
const address = z.string().check(z.maxLength(500));

/**
 * Administrator: `POST /api/offices`. With `regency` (a code of `GET /api/regencies`) the institution of that regency, its name
 * as city and its time zone are filled in where they are not given; without it they are required.
 */
export const NewOffice = z.looseObject({
  regency: z.optional(z.string().check(z.maxLength(10))),
  institution: z.optional(InstitutionId),
  name,
  address,
  city: z.optional(name),
  timeZone: z.optional(OfficeTimeZone),
  location: z.optional(location),
});
export type NewOffice = z.infer<typeof NewOffice>;

/** Administrator: `PATCH /api/offices/:office`. */
export const OfficeEdit = z.looseObject({
  institution: z.optional(InstitutionId),
  name: z.optional(name),
  address: z.optional(address),
  city: z.optional(name),
  timeZone: z.optional(OfficeTimeZone),
  location: z.optional(location),
});
export type OfficeEdit = z.infer<typeof OfficeEdit>;

/** Administrator: `POST /api/institutions`; `regency` names one of the list, and then also the institution. */
export const NewInstitution = z.looseObject({ name, regency: z.optional(z.string().check(z.maxLength(10))) });
export type NewInstitution = z.infer<typeof NewInstitution>;
