import type { OrganisationId, PersonId, VisitId } from '#domain/ids.ts';

/** Who listens, and what they may hear of. */
export interface PokeListener {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly seesEveryVisit: boolean;
  poke(visit: VisitId): void;
}

/** Hints that something moved, across all nodes. Losing one does no harm: the feed is the truth. */
export interface Pokes {
  /** After commit: these visits have moved. Never rejects. */
  moved(organisation: OrganisationId, visits: readonly VisitId[]): void;
  /** @returns a function that ends the listening. */
  listen(listener: PokeListener): () => void;
  close(): Promise<void>;
}
