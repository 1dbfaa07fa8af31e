import type { Workspace } from '#client/store/workspace.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './loss-texts.ts';

/** The browser deleted what was kept. Said at once and on every page, never shown as an empty list. */
export function LossDialog({ workspace }: { readonly workspace: Workspace }) {
  const loss = workspace.lostWork.value;
  if (loss === null) return null;
  const acknowledge = () => void workspace.acknowledgeLoss();
  const isWhole = loss.restoredChanges >= loss.unsentChanges && loss.restoredPhotos >= loss.unsentPhotos;
  return (
    <Dialog
      open
      title={t.title}
      closable={false}
      onClose={acknowledge}
      actions={
        <Button kind="primary" onClick={acknowledge}>
          {t.understood}
        </Button>
      }
    >
      <Stack>
        <p>{t.what(formatInstant(loss.lastSeenAt))}</p>
        <p>{t.sentComesBack}</p>
        <p>{t.unsent(formatNumber(loss.unsentChanges), formatNumber(loss.unsentPhotos))}</p>
        <p>{t.restored(formatNumber(loss.restoredChanges), formatNumber(loss.restoredPhotos))}</p>
        {loss.damaged > 0 && <p>{t.damaged(formatNumber(loss.damaged))}</p>}
        <p>
          <strong>{isWhole ? t.whole : t.check}</strong>
        </p>
      </Stack>
    </Dialog>
  );
}
