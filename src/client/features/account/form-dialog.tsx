import type { ComponentChildren } from 'preact';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './second-factor-texts.ts';

interface FormDialogProps {
  readonly confirm: string;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A step of two-step verification: Enter in a field does what the button does. */
export function FormDialog({ confirm, isBusy, onConfirm, onClose, children }: FormDialogProps) {
  return (
    <Dialog
      open
      title={t.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" busy={isBusy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <Stack>{children}</Stack>
      </form>
    </Dialog>
  );
}
