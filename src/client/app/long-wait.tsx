import type { Workspace } from '#client/store/workspace.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { daysWaiting } from './days-waiting.ts';
import { t } from './long-wait-texts.ts';

/** Stays until it is sent: what exists on one tablet only for days is one fall from being lost. */
export function LongWait({ workspace }: { readonly workspace: Workspace }) {
  const { waitingSince } = workspace.sending.value;
  return (
    <Banner
      tone="warning"
      title={t.title(formatNumber(daysWaiting(waitingSince, Date.now())))}
      actions={
        <LinkButton kind="primary" href="/pengiriman">
          {t.open}
        </LinkButton>
      }
    >
      {t.help}
    </Banner>
  );
}
