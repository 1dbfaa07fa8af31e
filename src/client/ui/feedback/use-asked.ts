import { useCallback, useEffect, useState } from 'preact/hooks';
import { failureCode } from '#client/ui/failure-code.ts';

export type Asked<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'here'; readonly value: T }
  | { readonly kind: 'failed'; readonly code: string };

/**
 * Asks the server when the part appears, whenever `again` is called, and whenever `about` changes. What is here stays until the next answer,
 * so that nothing jumps; an older answer does not cover a newer question. A fault of ours reaches the error boundary.
 */
export function useAsked<T>(question: () => Promise<T>, about = ''): readonly [Asked<T>, () => void] {
  const [asked, setAsked] = useState<Asked<T>>({ kind: 'asking' });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let isGone = false;
    const set = (next: Asked<T>): void => {
      if (!isGone) setAsked(next);
    };
    question().then(
      (value) => set({ kind: 'here', value }),
      (error: unknown) => {
        const code = failureCode(error);
        if (code === null) setAsked(() => raise(error));
        else set({ kind: 'failed', code });
      },
    );
    return () => {
      isGone = true;
    };
  }, [times, about]);
  return [asked, useCallback(() => setTimes((before) => before + 1), [])];
}

function raise(fault: unknown): never {
  throw fault;
}
