import { unknownLines } from '#client/store/feed.ts';
import { refreshLine } from '#client/store/refresh-lines.ts';
import { rebuildVisit } from '#client/store/visit-log.ts';
import { parseLogItem, type UnknownLogItem } from '#domain/change/log.ts';
import type { VisitId } from '#domain/ids.ts';
import type { EngineContext } from './engine-ports.ts';
import { wholeLog } from './heal.ts';
import { isTrue } from './read-log.ts';

/** A newer version of the app understands lines that the one before had to keep raw: their visits are read again from the first line. */
export async function readUnderstood(context: EngineContext): Promise<void> {
  const { store } = context;
  for (const { visit, lines } of await unknownLines(store)) {
    if (!(await isSomeUnderstood(lines, visit))) continue;
    const whole = await wholeLog(context, visit);
    // Not to be read any more: what is here stays as it is.
    if (whole.seq === 0) continue;
    await rebuildVisit(store, visit, whole);
    await refreshLine(store, visit);
  }
}

async function isSomeUnderstood(lines: readonly UnknownLogItem[], visit: VisitId): Promise<boolean> {
  for (const line of lines) {
    const parsed = parseLogItem(line);
    if ('known' in parsed && (await isTrue(parsed.known, visit))) return true;
  }
  return false;
}
