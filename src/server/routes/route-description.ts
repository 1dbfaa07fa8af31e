import type * as z from 'zod/mini';
import type { Role } from '#domain/visit/permissions.ts';
import type { ProblemCode } from '#protocol/problems.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** A named schema becomes a component of the document; what is used twice is written once. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: z.ZodMiniType;
}

/** Who may ask: everyone, everyone signed in, whoever may read the visit, or only some roles. */
export type Access = 'everyone' | 'signedIn' | 'visit' | readonly Role[];

export type ResponseBody =
  | NamedSchema
  /** Anything but JSON of ours: a file, an event stream, or nothing. */
  | { readonly mime: readonly string[]; readonly what: string };

/** One row of the route table: what the API document says of an address, and what the tests hold the server to. */
export interface RouteDescription {
  readonly method: Method;
  /** As Hono writes it: `/api/offices/:office`. */
  readonly path: string;
  readonly group: string;
  readonly summary: string;
  readonly more?: string;
  readonly access: Access;
  readonly query?: NamedSchema;
  readonly request?: NamedSchema | { readonly mime: readonly string[]; readonly what: string };
  readonly response: ResponseBody;
  readonly status?: 200 | 201 | 204;
  /** Besides those that any request can meet. */
  readonly problems?: readonly ProblemCode[];
}
