import type { VisitLine } from '#client/store/workspace.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { formatDays } from '#client/ui/i18n/format-days.ts';
import { t } from './texts.ts';

interface TwinDialogProps {
  readonly twin: VisitLine;
  readonly onClose: () => void;
  readonly onAnyway: () => void;
}

/** Asks before a second visit is begun where one is meant. */
export function TwinDialog({ twin, onClose, onAnyway }: TwinDialogProps) {
  return (
    <Dialog
      open
      title={t.twinTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onAnyway}>{t.twinAnyway}</Button>
          <LinkButton kind="primary" href={`/kunjungan/${twin.visit}`}>
            {t.twinOpen}
          </LinkButton>
        </>
      }
    >
      <p>{t.twinHelp(twin.period ? formatDays(twin.period) : '')}</p>
    </Dialog>
  );
}
