import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './sheet-texts.ts';

interface ReasonDialogProps {
  readonly title: string;
  /** What is kept. */
  readonly help: string;
  readonly confirm: string;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => Promise<void>;
}

/** Nothing is taken away without a reason. */
export function ReasonDialog({ title, help, confirm, onClose, onConfirm }: ReasonDialogProps) {
  const reason = useSignal('');
  const isMissing = useSignal(false);
  const submit = (): void => {
    const text = reason.value.trim();
    isMissing.value = text === '';
    if (text !== '') void onConfirm(text);
  };
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="danger" onClick={submit}>
            {confirm}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{help}</p>
        <TextArea
          label={t.reason}
          value={reason.value}
          error={isMissing.value ? t.needReason : undefined}
          maxLength={2000}
          onInput={(text) => {
            reason.value = text;
          }}
        />
      </Stack>
    </Dialog>
  );
}
