import * as fc from 'fast-check';
import { foldVisit } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { ChangeId, OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import { adoptedRegisters, doesAdopt } from '#domain/visit/merging.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { ServerIdentity } from '#server/db/server-identity.ts';
import { adoptLines } from '#server/visits/adopt-lines.ts';
import { historyVisit, visitHistory } from './visit-histories.ts';

/*
 * Two visits with histories of their own, the second of which is merged into the first while both go on: some of it before, the
 * rest late, as tablets bring it that had not known.
 */

export interface MergedHistory {
  /** As the two stood when they were merged. */
  readonly before: { readonly from: readonly LogItem[]; readonly into: readonly LogItem[] };
  /** The log of the first right after the merger, and in the end. */
  readonly atOnce: readonly LogItem[];
  readonly inTheEnd: readonly LogItem[];
}

export const givenUp = VisitId.parse('99999999-9999-4999-8999-999999999999');
const organisation = OrganisationId.parse('11111111-1111-4111-8111-111111111111');
const person = PersonId.parse('33333333-3333-4333-8333-33333333333a');
const at = '2026-03-02T12:00:00+07:00';

/** What is written in both, what goes along only where the other has no word of its own, and what stays behind. */
const renamed = new Map([
  ['answer/1/office/sign', `member/${person}`],
  [`comment/${historyVisit}`, `done/${person}`],
]);

export const mergedHistory: fc.Arbitrary<MergedHistory> = fc
  .record({ into: visitHistory, from: visitHistory, cut: fc.nat(), cutFrom: fc.nat(), mix: fc.array(fc.boolean()) })
  .map(({ into, from, cut, cutFrom, mix }) => {
    const own = into.log.map((line) => withNames(line));
    const given = from.log.map((line) => withNames(line, givenUp));
    return merge(own, cut % (own.length + 1), given, cutFrom % (given.length + 1), mix);
  });

const identity: Pick<ServerIdentity, 'sign'> = { sign: () => '0'.repeat(128) };

function merge(
  own: readonly LogItem[],
  cut: number,
  given: readonly LogItem[],
  cutFrom: number,
  mix: readonly boolean[],
): MergedHistory {
  const before = { from: given.slice(0, cutFrom), into: own.slice(0, cut) };
  const adopted = adoptedRegisters(foldVisit({ log: before.from }), foldVisit({ log: before.into }));
  const merger = { from: givenUp, into: historyVisit, by: person, reason: 'Kembar', at };
  const rule = { organisation, from: givenUp, into: historyVisit };
  const now = { ...rule, adopts: (name: string) => adopted.has(name), since: [], known: new Set<ChangeId>() };
  const log = [...before.into];
  const append = (lines: readonly object[]): void => {
    for (const line of lines) log.push({ ...line, seq: log.length + 1 } as LogItem);
  };
  append([{ kind: 'adoption', merger }, ...adoptLines(identity, now, before.from)]);
  const atOnce = [...log];
  const atN = before.into.filter(({ kind }) => kind === 'transition').length;
  const [mine, late] = [own.slice(cut), given.slice(cutFrom)];
  for (let step = 0; mine.length + late.length > 0; step += 1) {
    const next = (mix[step % Math.max(1, mix.length)] ?? true) ? mine.shift() : late.shift();
    const line = next ?? mine.shift() ?? late.shift();
    if (line === undefined) break;
    if (given.includes(line)) append(adoptLines(identity, { ...rule, ...lateRule(log, atN) }, [line]));
    else append([line]);
  }
  return { before, atOnce, inTheEnd: log };
}

function lateRule(log: readonly LogItem[], atN: number) {
  const ownWords = new Set(log.flatMap((line) => (line.kind === 'change' ? [line.change.content.register] : [])));
  return {
    adopts: (name: string) => doesAdopt(parseRegister(name), ownWords.has(name)),
    since: log.flatMap((line) => (line.kind === 'transition' ? [line.transition.to] : [])).slice(Math.max(0, atN - 1)),
    known: new Set(log.flatMap((line) => (line.kind === 'adopted' ? [line.change.id] : []))),
  };
}

/** The same line with other registers; of another visit also with ids of its own. */
function withNames(line: LogItem, visit?: VisitId): LogItem {
  const idOf = (id: ChangeId): ChangeId => (visit === undefined ? id : ChangeId.parse(`f${id.slice(1)}`));
  if (line.kind === 'decision' || line.kind === 'redaction') return { ...line, change: idOf(line.change) };
  if (line.kind !== 'change') return line;
  const { change } = line;
  const { content } = change;
  const register = renamed.get(content.register) ?? content.register;
  const parents = content.parents.map(idOf);
  return {
    ...line,
    change: {
      ...change,
      id: idOf(change.id),
      content: { ...content, register, parents, visit: visit ?? content.visit },
    },
  };
}
