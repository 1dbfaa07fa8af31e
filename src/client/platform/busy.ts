/*
 * What must not be cut off by a reload of the page. A write says that it is under way; an update waits until none is.
 */
let underWay = 0;
const waiting = new Set<() => void>();

/** Call the returned function when the work has ended. */
export function beginWork(): () => void {
  underWay += 1;
  let hasEnded = false;
  return () => {
    if (hasEnded) return;
    hasEnded = true;
    underWay -= 1;
    if (underWay > 0) return;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
}

export async function untilIdle(): Promise<void> {
  while (underWay > 0) await new Promise<void>((resolve) => waiting.add(resolve));
}
