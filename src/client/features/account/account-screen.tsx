import { useSignal } from '@preact/signals';
import { applyUpdate } from '#client/platform/update.ts';
import { updateReady } from '#client/platform/update-ready.ts';
import { forgetAccount } from '#client/store/account-memory.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { signOut } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { RadioGroup } from '#client/ui/forms/radio-option.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { formatList, formatNumber } from '#client/ui/i18n/format.ts';
import { type Language, language } from '#client/ui/i18n/text.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Facts, Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { theme } from '#client/ui/theme.ts';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { t } from './texts.ts';

export interface AccountScreenProps {
  /** The shell closes what is open. */
  readonly onSignedOut: () => Promise<void>;
}

export function AccountScreen({ onSignedOut }: AccountScreenProps) {
  const workspace = useWorkspace();
  const { person, organisation, roles } = workspace.session;
  const words = { assessor: t.assessor, supervisor: t.supervisor, administrator: t.administrator } as const;
  return (
    <Page title={t.title} width="reading">
      <Stack gap={8}>
        <Section title={t.who}>
          <Facts
            facts={[
              { term: t.name, value: person.name },
              { term: t.userName, value: person.userName },
              { term: t.organisation, value: organisation.name },
              { term: t.roles, value: formatList(roles.map((role) => words[role])) },
            ]}
          />
        </Section>
        <Look />
        <Sessions />
        <Section title={t.password}>
          <PasswordForm userName={person.userName} />
        </Section>
        <SecondFactor />
        <AppFacts />
        <SignOut workspace={workspace} onSignedOut={onSignedOut} />
      </Stack>
    </Page>
  );
}

function Look() {
  return (
    <Section title={t.look}>
      <Stack>
        <SegmentedControl<Language>
          label={t.language}
          value={language.value}
          segments={[
            { value: 'id', label: 'Bahasa Indonesia' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(chosen) => {
            language.value = chosen;
          }}
        />
        <RadioGroup
          name="theme"
          legend={t.theme}
          value={theme.value}
          options={[
            { value: 'system', label: t.themeSystem },
            { value: 'light', label: t.themeLight },
            { value: 'dark', label: t.themeDark },
            { value: 'sun', label: t.themeSun },
          ]}
          onSelect={(chosen) => {
            if (chosen === 'system' || chosen === 'light' || chosen === 'dark' || chosen === 'sun')
              theme.value = chosen;
          }}
        />
      </Stack>
    </Section>
  );
}

function AppFacts() {
  const isInstalled = matchMedia('(display-mode: standalone)').matches;
  return (
    <Section title={t.app}>
      <Stack>
        <Facts facts={[{ term: t.version, value: import.meta.env.VITE_APP_VERSION ?? '–' }]} />
        {updateReady.value ? (
          <Banner tone="info" actions={<Button onClick={() => void applyUpdate()}>{t.updateNow}</Button>}>
            {t.update}
          </Banner>
        ) : (
          <p class="muted">{t.upToDate}</p>
        )}
        {isInstalled ? (
          <p>{t.installed}</p>
        ) : (
          <Banner tone="info" title={t.install}>
            {t.installHelp}
          </Banner>
        )}
      </Stack>
    </Section>
  );
}

interface SignOutProps extends AccountScreenProps {
  readonly workspace: Workspace;
}

/** Says what stays on the device before anybody leaves it. */
function SignOut({ workspace, onSignedOut }: SignOutProps) {
  const isAsking = useSignal(false);
  const isBusy = useSignal(false);
  const { unsentChanges, unsentPhotos, network } = workspace.sending.value;
  const leave = async (): Promise<void> => {
    isBusy.value = true;
    try {
      await signOut(serverTransport);
    } catch (error) {
      // Without an answer the session ends on this device all the same; an administrator can revoke it on the server.
      if (failureCode(error) === null) throw error;
    }
    forgetAccount();
    await onSignedOut();
  };
  return (
    <>
      <div>
        <Button
          icon="signOut"
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {t.signOut}
        </Button>
      </div>
      <Dialog
        open={isAsking.value}
        title={t.signOutTitle}
        onClose={() => {
          isAsking.value = false;
        }}
        actions={
          <>
            <Button
              onClick={() => {
                isAsking.value = false;
              }}
            >
              {t.stay}
            </Button>
            <Button kind="primary" busy={isBusy.value} onClick={() => void leave()}>
              {t.signOutNow}
            </Button>
          </>
        }
      >
        <Stack>
          <p>{t.signOutKept}</p>
          {unsentChanges + unsentPhotos > 0 && (
            <Banner tone="warning">{t.signOutUnsent(formatNumber(unsentChanges), formatNumber(unsentPhotos))}</Banner>
          )}
          {network !== 'online' && <Banner tone="warning">{t.signOutOffline}</Banner>}
        </Stack>
      </Dialog>
    </>
  );
}
