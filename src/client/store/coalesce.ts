/** Runs `work` soon after it is asked for, once for many asks, and never twice at the same time. */
export function coalesce(
  work: () => Promise<void>,
  delayMs: number,
  onFault: (error: unknown) => void,
): { ask(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isRunning = false;
  let isStopped = false;
  const run = async (): Promise<void> => {
    timer = null;
    if (isRunning) return ask();
    isRunning = true;
    try {
      await work();
    } catch (error) {
      if (!isStopped) onFault(error);
    } finally {
      isRunning = false;
    }
  };
  const ask = (): void => {
    if (isStopped) return;
    timer ??= setTimeout(() => void run(), delayMs);
  };
  return {
    ask,
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
