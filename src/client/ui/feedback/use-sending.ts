import { type ReadonlySignal, useSignal } from '@preact/signals';
import { failureCode } from '#client/ui/failure-code.ts';

interface Sending {
  readonly isBusy: ReadonlySignal<boolean>;
  /** The code of what was refused last; null before, and while it is tried again. */
  readonly failure: ReadonlySignal<string | null>;
  /** Runs what the server confirms. What it refuses stays to be said; anything else is a fault and is thrown on. */
  send(work: () => Promise<void>): Promise<void>;
}

/** The state of a form or a decision while the server answers. */
export function useSending(): Sending {
  const isBusy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const send = async (work: () => Promise<void>): Promise<void> => {
    isBusy.value = true;
    failure.value = null;
    try {
      await work();
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      failure.value = code;
    } finally {
      isBusy.value = false;
    }
  };
  return { isBusy, failure, send };
}
