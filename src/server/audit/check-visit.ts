import { emptyHead } from '#domain/change/log-head.ts';
import { ChangeId, type OrganisationId, Sha256 } from '#domain/ids.ts';
import { Transition } from '#domain/visit/transition.ts';
import { type AuditedVisit, findKeptLines, type KeptLine } from '../db/audit.ts';
import type { ServerDeps } from '../deps.ts';
import { checkLine } from './check-line.ts';
import { type Finding, lineOf } from './finding.ts';

const pageSize = 500;

export interface CheckedVisit {
  readonly lines: number;
  readonly findings: readonly Finding[];
}

/** Follows a visit's log from its first line to the head that the visit's row names. `erased`: what may be without its value. */
export async function checkVisit(
  { db, identity }: Pick<ServerDeps, 'db' | 'identity'>,
  organisation: OrganisationId,
  visit: AuditedVisit,
  erased: ReadonlySet<ChangeId>,
): Promise<CheckedVisit> {
  const about = { organisation, visit: visit.id };
  const findings: Finding[] = [];
  const find = (seq: number, what: string): void =>
    void findings.push({ organisation, where: lineOf(visit.id, seq), what });
  const statuses: string[] = [];
  let [lines, last, head] = [0, 0, emptyHead];
  for await (const kept of linesOf(db, about)) {
    if (kept.seq !== last + 1) find(last + 1, `Lines are missing up to line ${kept.seq - 1}.`);
    for (const what of checkLine(identity, about, head, kept)) find(kept.seq, what);
    if (isWithoutValue(kept, erased)) find(kept.seq, 'The value is gone, and no redaction tells of it.');
    const transition = kept.item.kind === 'transition' ? Transition.safeParse(kept.item.transition) : null;
    if (transition?.success === true) statuses.push(transition.data.to);
    // Goes on from the head that is kept, so that each altered line is named by itself.
    [lines, last, head] = [lines + 1, kept.seq, Sha256.parse(kept.head)];
  }
  if (last !== visit.seq || head !== visit.head)
    find(last + 1, `The log ends with line ${last}; the visit's row says line ${visit.seq} or another head.`);
  if (statuses.join() !== visit.statuses.join())
    find(last, 'The statuses in the visit’s row are not those of its transitions.');
  return { lines, findings };
}

async function* linesOf(
  db: ServerDeps['db'],
  { organisation, visit }: { readonly organisation: OrganisationId; readonly visit: AuditedVisit['id'] },
): AsyncGenerator<KeptLine> {
  for (let after = 0; ; ) {
    const page = await findKeptLines(db, organisation, visit, { after, limit: pageSize });
    yield* page;
    const newest = page.at(-1);
    if (newest === undefined || page.length < pageSize) return;
    after = newest.seq;
  }
}

function isWithoutValue({ item, change }: KeptLine, erased: ReadonlySet<ChangeId>): boolean {
  if (item.kind !== 'change' || change === null) return false;
  const inLog = item.change;
  const hasBody = typeof inLog === 'object' && inLog !== null && 'body' in inLog && inLog.body !== null;
  const id = ChangeId.safeParse(change);
  return !hasBody && !(id.success && erased.has(id.data));
}
