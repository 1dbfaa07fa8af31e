import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { deviceName } from '#client/platform/device-name.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { acceptInvitation, lookAtInvitation } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { goTo } from '#client/ui/address.ts';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { AppFrame } from '#client/ui/layout/app-frame.tsx';
import { Facts } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { InvitedPerson } from '#protocol/invitations.ts';
import { asksForCode, CodeField } from './code-field.tsx';
import { t } from './invitation-texts.ts';

interface InvitationScreenProps {
  readonly token: string;
  readonly onSignedIn: (session: Workspace['session']) => Promise<void>;
}

/** Where a one-time link leads: the person sees who they are here, chooses a password, and is at work. */
export function InvitationScreen({ token, onSignedIn }: InvitationScreenProps) {
  const invited = useSignal<InvitedPerson | null>(null);
  const { isBusy, failure, send } = useSending();
  const look = (): Promise<void> =>
    send(async () => {
      invited.value = await lookAtInvitation(serverTransport, token);
    });
  useEffect(() => void look(), [token]);
  return (
    <AppFrame title={t.title} width="narrow">
      {invited.value !== null && <PasswordPart invited={invited.value} token={token} onSignedIn={onSignedIn} />}
      {isBusy.value && <Waiting label={t.looking} />}
      {failure.value !== null && <Refused code={failure.value} onRetry={() => void look()} />}
    </AppFrame>
  );
}

/** A token that nobody made is as little good as one that was used. */
const over = ['invitationOver', 'malformed'];

function Refused({ code, onRetry }: { readonly code: string; readonly onRetry: () => void }) {
  if (!over.includes(code)) {
    return (
      <Banner tone="problem" live="alert" actions={<Button onClick={onRetry}>{t.retry}</Button>}>
        {problemText(code)}
      </Banner>
    );
  }
  return (
    <Banner
      tone="problem"
      live="alert"
      title={t.overTitle}
      actions={<Button onClick={() => goTo('/', 'replace')}>{t.toSignIn}</Button>}
    >
      {t.over}
    </Banner>
  );
}

const shortest = 10;

function PasswordPart({ invited, token, onSignedIn }: InvitationScreenProps & { readonly invited: InvitedPerson }) {
  const password = useSignal('');
  const code = useSignal('');
  const isCodeAsked = useSignal(false);
  const isShown = useSignal(false);
  const isTried = useSignal(false);
  const { isBusy, failure, send } = useSending();
  const accept = async (): Promise<void> => {
    isTried.value = true;
    if (password.value.length < shortest || isBusy.value) return;
    await send(async () => {
      const device = deviceName(navigator.userAgent);
      const session = await acceptInvitation(serverTransport, {
        ...{ token, password: password.value, device },
        ...(code.value === '' ? {} : { code: code.value }),
      });
      await onSignedIn(session);
      goTo('/', 'replace');
    });
    isCodeAsked.value ||= asksForCode(failure.value);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void accept();
      }}
    >
      <Stack>
        <p>{t.greeting(invited.name, invited.organisation)}</p>
        <Facts facts={[{ term: t.userName, value: invited.userName }]} />
        {failure.value !== null && !asksForCode(failure.value) && (
          <Refused code={failure.value} onRetry={() => void accept()} />
        )}
        <input
          class="visually-hidden"
          type="text"
          autoComplete="username"
          tabIndex={-1}
          readOnly
          aria-hidden="true"
          value={invited.userName}
        />
        <TextField
          label={t.password}
          hint={t.hint}
          type={isShown.value ? 'text' : 'password'}
          autoComplete="new-password"
          value={password.value}
          error={isTried.value && password.value.length < shortest ? t.tooShort : undefined}
          maxLength={200}
          onInput={(text) => {
            password.value = text;
          }}
        />
        {isCodeAsked.value && <CodeField code={code} isWrong={failure.value === 'wrongCode'} />}
        <Checkbox
          label={t.show}
          checked={isShown.value}
          onChange={(checked) => {
            isShown.value = checked;
          }}
        />
        <Button kind="primary" size="large" type="submit" wide busy={isBusy.value}>
          {t.save}
        </Button>
        <p class="muted small">{t.ends}</p>
      </Stack>
    </form>
  );
}
