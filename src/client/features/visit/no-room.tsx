import { Button, LinkButton } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { t } from './no-room-texts.ts';

/** Instead of the viewfinder: a photo that would not fit is not taken. */
export function NoRoom({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      open
      title={t.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.close}</Button>
          <LinkButton kind="primary" href="/penyimpanan">
            {t.toStorage}
          </LinkButton>
        </>
      }
    >
      <p>{t.help}</p>
    </Dialog>
  );
}
