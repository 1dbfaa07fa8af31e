import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { deviceName } from '#client/platform/device-name.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { signIn } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { type Language, language } from '#client/ui/i18n/text.ts';
import { AppFrame } from '#client/ui/layout/app-frame.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { asksForCode, CodeField, wrongCodeText } from './code-field.tsx';
import { InvitationScreen } from './invitation-screen.tsx';
import { invitedWith } from './invited-with.ts';
import { t } from './texts.ts';

export interface SignInScreenProps {
  /** The server did not answer when the app started. */
  readonly isOffline: boolean;
  /** Somebody is at work already and only has to show who they are. */
  readonly isAgain?: boolean | undefined;
  readonly onSignedIn: (session: Workspace['session']) => Promise<void>;
  /** Shown under the form: what others have on this device. */
  readonly locked?: ComponentChildren;
}

export function SignInScreen({ isOffline, isAgain = false, onSignedIn, locked }: SignInScreenProps) {
  const token = invitedWith();
  if (token !== null) return <InvitationScreen token={token} onSignedIn={onSignedIn} />;
  const form = <SignInForm isOffline={isOffline} isAgain={isAgain} onSignedIn={onSignedIn} />;
  if (isAgain) {
    return (
      <Page title={t.again} width="narrow">
        {form}
      </Page>
    );
  }
  return (
    <AppFrame title={t.title} width="narrow" actions={<LanguageSwitch />}>
      <Stack gap={6}>
        {form}
        {locked}
      </Stack>
    </AppFrame>
  );
}

function LanguageSwitch() {
  return (
    <SegmentedControl<Language>
      label={t.language}
      value={language.value}
      segments={[
        { value: 'id', label: 'ID' },
        { value: 'en', label: 'EN' },
      ]}
      onChange={(chosen) => {
        language.value = chosen;
      }}
    />
  );
}

function signInProblem(code: string, isAgain: boolean): string {
  if (code === 'wrongCode') return wrongCodeText();
  return code === 'unreachable' && !isAgain ? t.offline : problemText(code);
}

function SignInForm({ isOffline, isAgain = false, onSignedIn }: SignInScreenProps) {
  const userName = useSignal('');
  const password = useSignal('');
  const code = useSignal('');
  const isCodeAsked = useSignal(false);
  const isShown = useSignal(false);
  const isBusy = useSignal(false);
  const isTried = useSignal(false);
  const problem = useSignal<string | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (): Promise<void> => {
    isTried.value = true;
    if (userName.value.trim() === '' || password.value === '' || isBusy.value) return;
    isBusy.value = true;
    problem.value = null;
    try {
      const session = await signIn(serverTransport, {
        userName: userName.value.trim(),
        password: password.value,
        ...(code.value === '' ? {} : { code: code.value }),
        device: deviceName(navigator.userAgent),
      });
      await onSignedIn(session);
    } catch (error) {
      const failed = failureCode(error);
      if (failed === null) throw error;
      problem.value = failed === 'codeNeeded' ? null : failed;
      isCodeAsked.value ||= asksForCode(failed);
      if (!isCodeAsked.value) passwordField.current?.focus();
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        {isAgain && <p>{t.againHelp}</p>}
        {isOffline && problem.value === null && (
          <Banner tone="warning" title={t.offlineTitle}>
            {t.offline}
          </Banner>
        )}
        {problem.value !== null && (
          <Banner tone="problem" live="alert">
            {signInProblem(problem.value, isAgain)}
          </Banner>
        )}
        <TextField
          label={t.userName}
          name="username"
          autoComplete="username"
          value={userName.value}
          error={isTried.value && userName.value.trim() === '' ? t.needUserName : undefined}
          onInput={(text) => {
            userName.value = text;
          }}
        />
        <TextField
          label={t.password}
          name="password"
          type={isShown.value ? 'text' : 'password'}
          autoComplete="current-password"
          inputRef={passwordField}
          value={password.value}
          error={isTried.value && password.value === '' ? t.needPassword : undefined}
          onInput={(text) => {
            password.value = text;
          }}
        />
        {isCodeAsked.value && <CodeField code={code} isWrong={problem.value === 'wrongCode'} />}
        <Checkbox
          label={t.showPassword}
          checked={isShown.value}
          onChange={(checked) => {
            isShown.value = checked;
          }}
        />
        <Button kind="primary" size="large" type="submit" wide busy={isBusy.value}>
          {t.signIn}
        </Button>
        {!isAgain && <p class="muted">{t.afterwards}</p>}
        <p class="muted small">{t.notYours}</p>
      </Stack>
    </form>
  );
}
