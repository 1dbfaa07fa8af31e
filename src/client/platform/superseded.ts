import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { untilIdle } from './busy.ts';

/*
 * A newer version has taken over in another tab: its service worker no longer has this tab's parts, or it needs the database in
 * another shape. This tab saves what is being typed, lets go of everything, and only says so from then on.
 */
const isOver: Signal<boolean> = signal(false);
/** The other tab waits meanwhile. What cannot be saved within this is in the second copy. */
const patienceMs = 5_000;

let close: () => Promise<void> = async () => {};
let underWay: Promise<void> | null = null;

export const superseded: ReadonlySignal<boolean> = isOver;

/** What ends this tab's work. There is one account at work at a time. */
export function beforeLettingGo(work: () => Promise<void>): void {
  close = work;
}

/** Resolves when the database may be closed under this tab. */
export function letGo(): Promise<void> {
  underWay ??= Promise.race([finish(), new Promise<void>((resolve) => setTimeout(resolve, patienceMs))]).finally(() => {
    isOver.value = true;
  });
  return underWay;
}

async function finish(): Promise<void> {
  // A field keeps its text when it loses the focus.
  if (typeof document !== 'undefined' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await untilIdle();
  isOver.value = true;
  await close();
}
