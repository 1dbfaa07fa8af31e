import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';

interface DecisionDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly reasonLabel?: string;
  readonly needsReason: boolean;
  readonly isBlocked?: boolean;
  /** What cannot be taken back is not offered as the ordinary thing to do. */
  readonly isDangerous?: boolean;
  /** What a refusal means here, where the general words say too little. */
  readonly words?: Readonly<Record<string, string>>;
  readonly children?: ComponentChildren;
  readonly onClose: () => void;
  /** Rejects with what the server said; the dialog shows it and stays. */
  readonly onConfirm: (reason: string) => Promise<void>;
}

/** A decision that the server takes: what it will do, an optional reason, and the server's answer in words. */
export function DecisionDialog(props: DecisionDialogProps) {
  const {
    title,
    confirm,
    reasonLabel = t.reason,
    needsReason,
    isBlocked = false,
    isDangerous = false,
    words = {},
    children,
    onClose,
    onConfirm,
  } = props;
  const reason = useSignal('');
  const isMissing = useSignal(false);
  const { isBusy, failure, send } = useSending();
  const decide = async (): Promise<void> => {
    const text = reason.value.trim();
    isMissing.value = needsReason && text === '';
    if (isMissing.value) return;
    await send(async () => {
      await onConfirm(text);
      showToast(t.done);
      onClose();
    });
  };
  return (
    <Dialog
      open
      size="wide"
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button
            kind={isDangerous ? 'danger' : 'primary'}
            busy={isBusy.value}
            disabled={isBlocked}
            onClick={() => void decide()}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        {failure.value && (
          <Banner
            tone="problem"
            live="alert"
            title={failure.value === 'changedSinceYouLooked' ? t.changedTitle : undefined}
          >
            {words[failure.value] ?? problemText(failure.value)}
          </Banner>
        )}
        {children}
        {(needsReason || reasonLabel !== t.reason) && (
          <TextArea
            label={reasonLabel}
            value={reason.value}
            maxLength={2000}
            optional={!needsReason}
            error={isMissing.value ? t.needReason : undefined}
            onInput={(text) => {
              reason.value = text;
            }}
          />
        )}
      </Stack>
    </Dialog>
  );
}
