import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { reportFault } from '#client/platform/report-fault.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { dismissReminder, isReminderDue, msUntilEvening } from './evening.ts';
import { t } from './evening-texts.ts';

/** At the end of a day: what would be lost with the device, and the two ways to keep it. */
export function EveningReminder({ workspace }: { readonly workspace: Workspace }) {
  const now = useSignal(new Date());
  const { unsentChanges, unsentPhotos, waitingSubmits } = workspace.sending.value;
  const unsent = unsentChanges + unsentPhotos + waitingSubmits;
  useEffect(() => {
    const look = (): void => {
      now.value = new Date();
    };
    const timer = setTimeout(look, msUntilEvening(now.value));
    // A tablet that slept past five has slept past its timers too.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [now.value]);
  if (!isReminderDue(now.value, unsent, localStorage)) return null;
  return (
    <Banner
      tone="warning"
      title={t.title(formatNumber(unsent))}
      onDismiss={() => {
        dismissReminder(new Date(), localStorage);
        now.value = new Date();
      }}
      actions={
        <>
          <Button kind="primary" onClick={() => void workspace.syncNow().catch(reportFault)}>
            {t.send}
          </Button>
          <LinkButton href="/pengiriman">{t.backUp}</LinkButton>
        </>
      }
    >
      {t.help}
    </Banner>
  );
}
