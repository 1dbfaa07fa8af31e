import { LinkButton } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { t } from './aside-texts.ts';

/** A visit that this device does not hold, with what helps. */
export function NotHere({ because }: { readonly because: 'offline' | 'notFound' }) {
  return (
    <Page title={t.title} back={{ href: '/', label: t.back }}>
      <EmptyState
        icon="visit"
        title={because === 'offline' ? t.missingOffline : t.notFound}
        action={
          <LinkButton kind="primary" href="/">
            {t.toList}
          </LinkButton>
        }
      >
        {because === 'offline' ? t.missingOfflineHelp : t.notFoundHelp}
      </EmptyState>
    </Page>
  );
}
