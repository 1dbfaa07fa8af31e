import { useSignal } from '@preact/signals';
import { setUp } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { SetupFormProps } from './form-props.ts';
import { t } from './texts.ts';

const userNamePattern = /^[a-z0-9][a-z0-9._-]{2,39}$/;
export const shortestPassword = 10;

/** The organisation and its first administrator, who is then signed in. */
export function OrganisationForm({ onSignedIn, onProblem }: SetupFormProps) {
  const organisationName = useSignal('');
  const personName = useSignal('');
  const userName = useSignal('');
  const password = useSignal('');
  const isTried = useSignal(false);
  const isBusy = useSignal(false);

  const errors = {
    organisationName: organisationName.value.trim() === '' ? t.needed : undefined,
    personName: personName.value.trim() === '' ? t.needed : undefined,
    userName: userNamePattern.test(userName.value.trim().toLowerCase()) ? undefined : t.badUserName,
    password: password.value.length < shortestPassword ? t.shortPassword : undefined,
  };
  const shown = (error: string | undefined) => (isTried.value ? error : undefined);
  const submit = async (): Promise<void> => {
    isTried.value = true;
    if (Object.values(errors).some((error) => error !== undefined) || isBusy.value) return;
    isBusy.value = true;
    onProblem(null);
    try {
      const session = await setUp(serverTransport, {
        organisationName: organisationName.value.trim(),
        personName: personName.value.trim(),
        userName: userName.value.trim().toLowerCase(),
        password: password.value,
      });
      await onSignedIn(session);
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      onProblem(code);
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
        <TextField
          label={t.organisationName}
          hint={t.organisationHint}
          autoComplete="organization"
          value={organisationName.value}
          error={shown(errors.organisationName)}
          maxLength={200}
          onInput={(text) => {
            organisationName.value = text;
          }}
        />
        <TextField
          label={t.personName}
          autoComplete="name"
          value={personName.value}
          error={shown(errors.personName)}
          maxLength={200}
          onInput={(text) => {
            personName.value = text;
          }}
        />
        <TextField
          label={t.userName}
          hint={t.userNameHint}
          autoComplete="username"
          value={userName.value}
          error={shown(errors.userName)}
          maxLength={40}
          onInput={(text) => {
            userName.value = text;
          }}
        />
        <TextField
          label={t.password}
          hint={t.passwordHint}
          type="password"
          autoComplete="new-password"
          value={password.value}
          error={shown(errors.password)}
          maxLength={200}
          onInput={(text) => {
            password.value = text;
          }}
        />
        <Button kind="primary" size="large" type="submit" busy={isBusy.value}>
          {t.create}
        </Button>
      </Stack>
    </form>
  );
}
