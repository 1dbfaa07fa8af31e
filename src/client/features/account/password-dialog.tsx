import { useSignal } from '@preact/signals';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { FormDialog } from './form-dialog.tsx';
import { t } from './second-factor-texts.ts';

interface PasswordDialogProps {
  /** What the password is asked for; the dialog stays while it is refused. */
  readonly send: (password: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks who is signed in for the password again: an unlocked tablet left behind changes no sign-in. */
export function PasswordDialog({ send, onClose }: PasswordDialogProps) {
  const password = useSignal('');
  const { isBusy, failure, send: sendToServer } = useSending();
  const go = async (): Promise<void> => {
    if (password.value !== '') await sendToServer(() => send(password.value));
  };
  return (
    <FormDialog confirm={t.next} isBusy={isBusy.value} onConfirm={() => void go()} onClose={onClose}>
      {failure.value !== null && (
        <Banner tone="problem" live="alert">
          {failure.value === 'wrongCredentials' ? t.wrongPassword : problemText(failure.value)}
        </Banner>
      )}
      <TextField
        label={t.password}
        type="password"
        autoComplete="current-password"
        value={password.value}
        onInput={(text) => {
          password.value = text;
        }}
      />
    </FormDialog>
  );
}
