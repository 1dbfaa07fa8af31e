/** Whole days since; 0 for less than one, or when nothing waits. */
export function daysWaiting(since: string | null, now: number): number {
  return since === null ? 0 : Math.max(0, Math.floor((now - Date.parse(since)) / 86_400_000));
}
