import { headAt, keptPages, settleLog, wholeLines } from '#client/store/log-lines.ts';
import type { LogPageRow } from '#client/store/rows.ts';
import type { VisitId } from '#domain/ids.ts';
import { type HealRequest, HealResult } from '#protocol/healing.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { ServerProblem } from './transport.ts';

type Run = readonly LogPageRow[];

/**
 * Gives back what the server once had of a visit's log and has lost, on its own signed word. True: its log now goes on from where
 * this device is in it.
 */
export async function handInLines(context: EngineContext, visit: VisitId): Promise<boolean> {
  const { store } = context;
  const pages = await keptPages(store, visit);
  const newest = pages.at(-1);
  if (newest === undefined) return false;
  try {
    const found = await heal(context, visit, { before: newest.head.head, lines: [], head: newest.head });
    const last = found.isSame ? found : await giveBack(context, visit, pages, found);
    if (last?.isSame !== true) return false;
    await settleLog(store, visit, last.seq);
    return true;
  } catch (error) {
    // What the server does not believe, or does not know how to take, is left: whoever wrote the changes still has them.
    if (error instanceof ServerProblem && doesNotTake.has(error.code)) return false;
    throw error;
  }
}

const doesNotTake: ReadonlySet<string> = new Set([
  'notFound',
  'methodNotAllowed',
  'malformed',
  'badSignature',
  'tooLarge',
]);

async function giveBack(
  context: EngineContext,
  visit: VisitId,
  pages: readonly LogPageRow[],
  found: HealResult,
): Promise<HealResult | null> {
  const isOnOurs = found.seq === 0 || (await headAt(pages, found.seq)) === found.head;
  const wanted = isOnOurs ? pages.filter(({ head }) => head.seq > found.seq) : pages;
  let last: HealResult | null = null;
  for (const run of runsOf(wanted)) {
    const [first] = run;
    const end = run.at(-1);
    const lines = await wholeLines(
      context.store,
      run.flatMap((page) => page.lines),
    );
    if (first === undefined || end === undefined || lines === null) return null;
    last = await heal(context, visit, { before: first.before, lines: [...lines], head: end.head });
  }
  return last;
}

/** A page as it came fits into a request; small ones that follow each other go together. */
const linesPerRun = 200;

function runsOf(pages: readonly LogPageRow[]): readonly Run[] {
  const runs: LogPageRow[][] = [];
  let count = 0;
  for (const page of pages) {
    const run = runs.at(-1);
    const doesFollow = run?.at(-1)?.head.seq === page.from - 1 && run.at(-1)?.head.head === page.before;
    if (run !== undefined && doesFollow && count + page.lines.length <= linesPerRun) {
      run.push(page);
      count += page.lines.length;
    } else {
      runs.push([page]);
      count = page.lines.length;
    }
  }
  return runs;
}

async function heal({ transport }: EngineContext, visit: VisitId, body: HealRequest): Promise<HealResult> {
  const path = `/api/visits/${visit}/heal`;
  return await ask(transport, HealResult, { method: 'POST', path, body, timeoutMs: 60_000 });
}
