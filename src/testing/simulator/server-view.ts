import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { frontierOf, type VisitState } from '#domain/change/fold.ts';
import { ChangeId, PersonId, VisitId } from '#domain/ids.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { traceHash } from '#domain/scoring/trace-json.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { loadVisitState } from '#server/visits/read-log.ts';
import { smallInstrument } from '../builders.ts';
import type { SimulatedPerson, SimulatedServer } from './server.ts';

const LogRow = z.object({ visit: VisitId, seq: z.int(), change: ChangeId, verdict: z.unknown(), body: z.unknown() });
type LogRow = z.infer<typeof LogRow>;
const PersonRow = z.object({ visit: VisitId, person: PersonId, is_member: z.boolean(), was_removed: z.boolean() });

export interface ServerVisit {
  readonly state: VisitState;
  readonly view: VisitView;
  readonly frontier: string;
  readonly score: ScoreResult;
  readonly traceHash: string;
  /** The whole state as one text, independent of any order. */
  readonly text: string;
}

/** What the server holds in the end, by its own reading. */
export interface ServerView {
  readonly visits: ReadonlyMap<VisitId, ServerVisit>;
  readonly changes: ReadonlyMap<ChangeId, readonly LogRow[]>;
  /** "visit person" of those who take part, and of those who did once. */
  readonly members: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

export async function viewServer(server: SimulatedServer, visits: readonly VisitId[]): Promise<ServerView> {
  const { organisation } = server;
  const { db } = server.house;
  const lines = await db.query(
    `SELECT l.visit, l.seq, l.change, l.verdict, b.body FROM visit_log l
       LEFT JOIN change_body b ON b.organisation = l.organisation AND b.change = l.change
      WHERE l.organisation = $1 AND l.change IS NOT NULL`,
    [organisation],
  );
  const changes = new Map<ChangeId, LogRow[]>();
  for (const row of z.array(LogRow).parse(lines.rows))
    changes.set(row.change, [...(changes.get(row.change) ?? []), row]);
  const people = z
    .array(PersonRow)
    .parse(
      (
        await db.query('SELECT visit, person, is_member, was_removed FROM visit_person WHERE organisation = $1', [
          organisation,
        ])
      ).rows,
    );
  const states = new Map<VisitId, ServerVisit>();
  for (const visit of visits) {
    const loaded = await loadVisitState(db, organisation, visit);
    if (loaded !== null) states.set(visit, await readState(loaded.state));
  }
  const named = (is: (row: z.infer<typeof PersonRow>) => boolean): ReadonlySet<string> =>
    new Set(people.filter(is).map(({ visit, person }) => `${visit} ${person}`));
  return { visits: states, changes, members: named((row) => row.is_member), removed: named((row) => row.was_removed) };
}

/** Who may read the visit. */
export function isEntitled({ session }: SimulatedPerson, visit: VisitId, { members }: ServerView): boolean {
  return session.roles.includes('supervisor') || members.has(`${visit} ${session.person.id}`);
}

async function readState(state: VisitState): Promise<ServerVisit> {
  const view = readVisit(state);
  const score = scoreVisit(smallInstrument, scoringInputOf(smallInstrument, view));
  const frontier = await frontierOf(state.registers.values());
  return { state, view, frontier, score, traceHash: await traceHash(score), text: textOf(state) };
}

/** Plain and in order, so that two states are equal when their texts are. Empty registers say nothing. */
export function textOf(state: VisitState): string {
  const registers = [...state.registers.values()]
    .filter(({ changes }) => changes.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, changes }) => `${name}: ${canonicalJson([...changes].sort((a, b) => (a.id < b.id ? -1 : 1)))}`);
  const arrived = [...state.arrived].sort().join(' ');
  const mergers = canonicalJson({ into: state.mergedInto, of: state.adoptions });
  return [...registers, canonicalJson(state.transitions), arrived, mergers, `${state.unknownLines}`].join('\n');
}
