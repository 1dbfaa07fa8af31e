import { applyUpdate } from '#client/platform/update.ts';
import { updateReady } from '#client/platform/update-ready.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { AppFrame } from '#client/ui/layout/app-frame.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { t } from './notice-texts.ts';

/** Quiet and never in the way: a visit page has its whole height for itself, these wait on the other pages. */
export function Notices({ isSignInNeeded }: { readonly isSignInNeeded: boolean }) {
  return (
    <>
      {isSignInNeeded && (
        <Banner
          tone="warning"
          title={t.signInTitle}
          actions={
            <LinkButton kind="primary" href="/masuk">
              {t.signIn}
            </LinkButton>
          }
        >
          {t.signInHelp}
        </Banner>
      )}
      {updateReady.value && (
        <Banner
          tone="info"
          title={t.updateTitle}
          actions={<Button onClick={() => void applyUpdate()}>{t.updateNow}</Button>}
        >
          {t.updateHelp}
        </Banner>
      )}
    </>
  );
}

export function NewerDatabase() {
  return (
    <AppFrame title="Tilik" width="reading">
      <Banner
        tone="warning"
        title={t.newerTitle}
        actions={<Button onClick={() => void applyUpdate()}>{t.updateNow}</Button>}
      >
        {t.newerHelp}
      </Banner>
    </AppFrame>
  );
}

/** An older version in another tab still works with the data that this one needs in another shape. */
export function Blocked() {
  return (
    <AppFrame title="Tilik" width="reading">
      <Banner tone="info" title={t.blockedTitle}>
        {t.blockedHelp}
      </Banner>
    </AppFrame>
  );
}

/** Over whatever this tab showed, which stays to be read: it can write no more. */
export function OldTab() {
  const reload = (): void => location.reload();
  return (
    <Dialog
      open
      title={t.oldTabTitle}
      closable={false}
      onClose={reload}
      actions={
        <Button kind="primary" icon="refresh" onClick={reload}>
          {t.reload}
        </Button>
      }
    >
      <p>{t.oldTabHelp}</p>
    </Dialog>
  );
}

export function StorageRefused() {
  return (
    <AppFrame title="Tilik" width="reading">
      <Banner
        tone="problem"
        live="alert"
        title={t.refusedTitle}
        actions={<Button onClick={() => location.reload()}>{t.reload}</Button>}
      >
        {t.refusedHelp}
      </Banner>
    </AppFrame>
  );
}

export function NotFound() {
  return (
    <Page title={t.notFound}>
      <EmptyState
        icon="search"
        title={t.notFound}
        action={
          <LinkButton kind="primary" href="/">
            {t.toStart}
          </LinkButton>
        }
      >
        {t.notFoundHelp}
      </EmptyState>
    </Page>
  );
}
