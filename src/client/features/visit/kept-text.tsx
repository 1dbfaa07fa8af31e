import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { TextArea } from '#client/ui/forms/text-field.tsx';

interface KeptTextProps {
  readonly label: string;
  readonly kept: string;
  readonly isDisabled: boolean;
  readonly hasFocus?: boolean;
  /** Present: the text is owed, and this is said while it is missing. */
  readonly owed?: string | undefined;
  readonly onKeep: (text: string) => Promise<void>;
}

/** A pause this long is the end of a thought: what was typed is written. */
const pauseMs = 1_000;

/** A text that keeps itself: after a pause, on leaving the field, and when the card goes away. */
export function KeptText({ label, kept, isDisabled, hasFocus = false, owed, onKeep }: KeptTextProps) {
  const draft = useSignal(kept);
  const last = useRef(kept);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const keep = (): void => {
    clearTimeout(timer.current);
    const text = draft.value.trim();
    if (text === last.current) return;
    last.current = text;
    void onKeep(text);
  };
  const keepNow = useRef(keep);
  keepNow.current = keep;

  useEffect(() => {
    if (hasFocus) box.current?.querySelector('textarea')?.focus();
    return () => keepNow.current();
  }, [hasFocus]);
  useEffect(() => {
    // Another tablet's text arrives while nothing of one's own is unsaved.
    if (draft.peek().trim() === last.current && kept !== last.current) draft.value = kept;
    if (draft.peek().trim() === kept) last.current = kept;
  }, [kept, draft]);

  return (
    <div ref={box}>
      <TextArea
        label={label}
        optional={owed === undefined}
        error={draft.value.trim() === '' ? owed : undefined}
        rows={2}
        maxLength={2000}
        value={draft.value}
        disabled={isDisabled}
        onInput={(text) => {
          draft.value = text;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => keepNow.current(), pauseMs);
        }}
        onBlur={keep}
      />
    </div>
  );
}
