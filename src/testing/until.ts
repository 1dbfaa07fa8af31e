import { effect } from '@preact/signals';

/** Resolves when what it reads from signals becomes true. A condition, not a time: the test's own limit ends a wait in vain. */
export function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    let stop = (): void => {};
    let isDone = false;
    stop = effect(() => {
      if (isDone || !isSo()) return;
      isDone = true;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
