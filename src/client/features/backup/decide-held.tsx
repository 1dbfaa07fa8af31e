import { useSignal } from '@preact/signals';
import type { Backups } from '#client/store/backups.ts';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { BackupVisit } from '#protocol/backups.ts';
import { t } from './texts.ts';

type Choice = 'taken-in' | 'declined';

interface DecideHeldProps {
  readonly visit: BackupVisit;
  readonly decide: Backups['decide'];
}

/** A visit of nothing but held changes has no instrument yet and cannot be opened: it is decided about here. */
export function DecideHeld({ visit, decide }: DecideHeldProps) {
  const choice = useSignal<Choice | null>(null);
  return (
    <Stack gap={2}>
      <p class="muted small">{t.undecided(formatNumber(visit.undecided ?? 0))}</p>
      <Row>
        <Button onClick={() => (choice.value = 'taken-in')}>{t.takeIn}</Button>
        <Button kind="quiet" onClick={() => (choice.value = 'declined')}>
          {t.decline}
        </Button>
      </Row>
      {choice.value !== null && (
        <ReasonDialog
          choice={choice.value}
          onClose={() => (choice.value = null)}
          onReason={(reason) => decide(visit.visit, visit.heldIds, choice.value ?? 'declined', reason)}
        />
      )}
    </Stack>
  );
}

interface ReasonDialogProps {
  readonly choice: Choice;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => Promise<void>;
}

function ReasonDialog({ choice, onClose, onReason }: ReasonDialogProps) {
  const reason = useSignal('');
  const isMissing = useSignal(false);
  const { isBusy, failure, send } = useSending();
  const words = choice === 'taken-in' ? t.takeIn : t.decline;
  const confirm = async (): Promise<void> => {
    isMissing.value = reason.value.trim() === '';
    if (isMissing.value) return;
    await send(async () => {
      await onReason(reason.value.trim());
      onClose();
    });
  };
  return (
    <Dialog
      open
      title={words}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" busy={isBusy.value} onClick={() => void confirm()}>
            {words}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        {failure.value !== null && (
          <Banner tone="problem" live="alert">
            {problemText(failure.value)}
          </Banner>
        )}
        <p>{t.decideHelp}</p>
        <TextArea
          label={t.reason}
          value={reason.value}
          maxLength={2000}
          error={isMissing.value ? t.needReason : undefined}
          onInput={(text) => {
            reason.value = text;
          }}
        />
      </Stack>
    </Dialog>
  );
}
