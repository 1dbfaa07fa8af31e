import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './texts.ts';

interface WithdrawDialogProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => void;
}

export function WithdrawDialog({ name, onClose, onConfirm }: WithdrawDialogProps) {
  const reason = useSignal('');
  const isTried = useSignal(false);
  const confirm = (): void => {
    isTried.value = true;
    if (reason.value.trim() !== '') onConfirm(reason.value.trim());
  };
  return (
    <Dialog
      open
      title={t.withdrawTitle(name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="danger" onClick={confirm}>
            {t.withdraw}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t.withdrawHelp}</p>
        <TextArea
          label={t.outcomeReason}
          value={reason.value}
          maxLength={2000}
          error={isTried.value && reason.value.trim() === '' ? t.needReason : undefined}
          onInput={(text) => {
            reason.value = text;
          }}
        />
      </Stack>
    </Dialog>
  );
}
