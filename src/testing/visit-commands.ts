import { frontierOf, type VisitState } from '#domain/change/fold.ts';
import type { OrganisationId, VisitId } from '#domain/ids.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { Action } from '#domain/visit/status.ts';
import { type Command, CommandResult } from '#protocol/sync.ts';
import { loadVisitState } from '#server/visits/read-log.ts';
import { smallInstrument } from './builders.ts';
import type { TestPerson, TestServer } from './test-server.ts';

/** Decisions on visits of the small instrument, each made by somebody who has just looked. */
export class VisitCommands {
  readonly #server: TestServer;
  readonly #organisation: OrganisationId;

  constructor(server: TestServer, organisation: OrganisationId) {
    this.#server = server;
    this.#organisation = organisation;
  }

  async state(visit: VisitId): Promise<VisitState> {
    const loaded = await loadVisitState(this.#server.deps.db, this.#organisation, visit);
    if (loaded === null) throw new Error('There is no such visit.');
    return loaded.state;
  }

  /** What a person has on the screen now. */
  async seenNow(visit: VisitId): Promise<Pick<Command, 'n' | 'saw'>> {
    const state = await this.state(visit);
    const { rounded } = scoreVisit(smallInstrument, scoringInputOf(smallInstrument, readVisit(state)));
    const score =
      rounded === null ? null : rounded.low === rounded.high ? rounded.low : `${rounded.low}–${rounded.high}`;
    return { n: state.transitions.length, saw: { frontier: await frontierOf(state.registers.values()), score } };
  }

  async ask(person: TestPerson, visit: VisitId, action: Action, more: Partial<Command> = {}): Promise<Response> {
    const body = { id: crypto.randomUUID(), action, ...(await this.seenNow(visit)), ...more };
    return this.#server.ask('POST', `/api/visits/${visit}/commands`, { as: person, body });
  }

  /** @throws Error where the server refuses. */
  async do(person: TestPerson, visit: VisitId, action: Action, more: Partial<Command> = {}): Promise<CommandResult> {
    return done(await this.ask(person, visit, action, more));
  }
}

export async function done(response: Response): Promise<CommandResult> {
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`Refused: ${JSON.stringify(body)}`);
  return CommandResult.parse(body);
}
