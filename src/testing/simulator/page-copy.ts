import { Journal } from '#client/store/second-copy/journal.ts';
import { SecondCopy } from '#client/store/second-copy/second-copy.ts';
import type { PrivateFiles } from './private-files.ts';

interface CopyingPage {
  readonly isDead: boolean;
  readonly isFrozen: boolean;
  now(): number;
}

/** The second copy as a page has it: the worker that holds its journal does one thing after another, and dies with the page. */
export async function openPageCopy(page: CopyingPage, files: PrivateFiles): Promise<SecondCopy> {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const result = last.then(() => (page.isDead ? new Promise<never>(() => {}) : work()));
    last = result.catch(() => undefined);
    return result;
  };
  const journal = await Journal.open(
    files.of(page),
    () => files.newName(),
    () => page.now(),
  );
  return new SecondCopy({
    // As they come through from one thread to another.
    append: (records) => inTurn(() => journal.append(structuredClone(records))),
    state: () => inTurn(() => journal.state),
    read: () => inTurn(() => journal.read()),
    markSent: (keys) => inTurn(() => journal.markSent(keys)),
    forget: (keys) => inTurn(() => journal.forget(keys)),
    close: () => inTurn(() => journal.close()),
  });
}
