import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { failureCode } from '#client/ui/failure-code.ts';

export interface Asked<T> {
  /** The newest answer; while a newer question is open it stays, so that nothing jumps. */
  readonly found: T | null;
  readonly failure: string | null;
  again(): void;
}

/** Asks whenever `about` changes; an older answer does not cover a newer question. */
export function useAsked<T>(about: string, ask: () => Promise<T>): Asked<T> {
  const found = useSignal<T | null>(null);
  const failure = useSignal<string | null>(null);
  const wish = useSignal(0);
  useEffect(() => {
    let isCurrent = true;
    failure.value = null;
    ask().then(
      (answer) => {
        if (isCurrent) found.value = answer;
      },
      (error: unknown) => {
        const code = failureCode(error);
        if (code === null) throw error;
        if (isCurrent) failure.value = code;
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [about, wish.value]);
  return { found: found.value, failure: failure.value, again: () => (wish.value += 1) };
}
