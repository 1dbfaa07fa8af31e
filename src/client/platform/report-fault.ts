/** A fault that nobody is waiting for: it reaches the window's error handler, and fails a test that caused it. */
export function reportFault(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else
    queueMicrotask(() => {
      throw error;
    });
}
