import type { OrganisationId, VisitId } from '#domain/ids.ts';

/** Something in the database that is not what it was when it was written. */
export interface Finding {
  readonly organisation: OrganisationId;
  /** `visit …, line …`, `replica …, entry …`, `anchor …`, `photo …`. */
  readonly where: string;
  /** What does not fit, as a sentence. */
  readonly what: string;
}

export interface AboutVisit {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
}

export function lineOf(visit: VisitId, seq: number): string {
  return `visit ${visit}, line ${seq}`;
}
