import { useSignal } from '@preact/signals';
import { confirmSecondFactor } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { QrCode } from '#client/ui/media/qr-code.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { SecondFactorSecret } from '#protocol/second-factor.ts';
import { FormDialog } from './form-dialog.tsx';
import { t } from './second-factor-texts.ts';

interface SecondFactorDialogProps {
  readonly secret: SecondFactorSecret;
  readonly onClose: () => void;
}

/** The secret for the app, a code to prove that it has it, and then the recovery codes, once. */
export function SecondFactorDialog({ secret, onClose }: SecondFactorDialogProps) {
  const recovery = useSignal<readonly string[] | null>(null);
  if (recovery.value !== null) return <RecoveryDialog codes={recovery.value} onClose={onClose} />;
  return <ScanDialog secret={secret} onClose={onClose} onConfirmed={(codes) => (recovery.value = codes)} />;
}

interface ScanDialogProps extends SecondFactorDialogProps {
  readonly onConfirmed: (codes: readonly string[]) => void;
}

function ScanDialog({ secret, onClose, onConfirmed }: ScanDialogProps) {
  const code = useSignal('');
  const { isBusy, failure, send } = useSending();
  const confirm = async (): Promise<void> => {
    if (code.value.trim() === '') return;
    await send(async () => onConfirmed((await confirmSecondFactor(serverTransport, code.value)).codes));
  };
  const isWrong = failure.value === 'wrongCode' || failure.value === 'malformed';
  return (
    <FormDialog confirm={t.confirm} isBusy={isBusy.value} onConfirm={() => void confirm()} onClose={onClose}>
      <p>{t.scan}</p>
      <QrCode text={secret.uri} label={t.qr} />
      <p class="small">{t.typed}</p>
      <p class="second-factor-secret">{secret.secret.match(/.{1,4}/g)?.join(' ')}</p>
      {failure.value !== null && !isWrong && <Banner tone="problem">{problemText(failure.value)}</Banner>}
      <TextField
        label={t.code}
        autoComplete="one-time-code"
        value={code.value}
        error={isWrong ? t.wrong : undefined}
        maxLength={40}
        onInput={(text) => {
          code.value = text;
        }}
      />
    </FormDialog>
  );
}

function RecoveryDialog({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(codes.join('\n'));
    showToast(t.copied);
  };
  return (
    <Dialog
      open
      title={t.recovery}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void copy()}>{t.copy}</Button>
          <Button kind="primary" onClick={onClose}>
            {t.kept}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t.recoveryHelp}</p>
        <ul class="plain-list recovery-codes">
          {codes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Stack>
    </Dialog>
  );
}
