import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import { QrCode } from '#client/ui/media/qr-code.tsx';
import type { Invitation } from '#protocol/invitations.ts';
import { t } from './texts.ts';

export interface InvitedPerson {
  readonly name: string;
  readonly invitation: Invitation;
}

interface InvitationDialogProps {
  readonly invited: InvitedPerson;
  readonly onClose: () => void;
}

/** The link of a person, shown this once. The token is behind the `#`: opening the link sends it to nobody. */
export function InvitationDialog({ invited, onClose }: InvitationDialogProps) {
  const { token, expiresAt } = invited.invitation;
  const link = `${location.origin}/undangan#${token}`;
  return (
    <Dialog
      open
      title={t.linkFor(invited.name)}
      onClose={onClose}
      actions={
        <>
          <Button
            icon="share"
            onClick={() => void navigator.clipboard.writeText(link).then(() => showToast(t.linkCopied))}
          >
            {t.linkCopy}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t.linkHelp(formatInstant(expiresAt))}</p>
        <QrCode text={link} label={t.linkQr} />
        <p class="small admin-link">{link}</p>
      </Stack>
    </Dialog>
  );
}
