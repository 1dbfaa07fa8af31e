import type { ComponentChildren } from 'preact';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';

interface EditDialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Null while the form has faults that it shows itself; nothing is sent then. */
  readonly send: () => Promise<unknown> | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** A form whose saving the server confirms; what it refuses is said in words and the form stays as it is. */
export function EditDialog({ title, children, send, onClose, onSaved }: EditDialogProps) {
  const { isBusy, failure, send: sendToServer } = useSending();
  const save = async (): Promise<void> => {
    const sending = send();
    if (sending === null) return;
    await sendToServer(async () => {
      await sending;
      showToast(t.saved);
      onSaved();
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
          <Button kind="primary" busy={isBusy.value} onClick={() => void save()}>
            {t.save}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        {failure.value && (
          <Banner tone="problem" live="alert">
            {problemText(failure.value)}
          </Banner>
        )}
        {children}
      </Stack>
    </Dialog>
  );
}
