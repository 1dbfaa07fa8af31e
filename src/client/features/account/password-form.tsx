import { useSignal } from '@preact/signals';
import { changePassword } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { Disclosure } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';

const shortest = 10;

export function PasswordForm({ userName }: { readonly userName: string }) {
  const isOpen = useSignal(false);
  const current = useSignal('');
  const next = useSignal('');
  const isTried = useSignal(false);
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);

  const submit = async (): Promise<void> => {
    isTried.value = true;
    if (current.value === '' || next.value.length < shortest || isBusy.value) return;
    isBusy.value = true;
    problem.value = null;
    try {
      await changePassword(serverTransport, { current: current.value, next: next.value });
      current.value = '';
      next.value = '';
      isTried.value = false;
      isOpen.value = false;
      showToast(t.changed);
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      problem.value = code;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <Disclosure
      summary={t.change}
      open={isOpen.value}
      onToggle={(open) => {
        isOpen.value = open;
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          {problem.value !== null && (
            <Banner tone="problem" live="alert">
              {problem.value === 'wrongCredentials' ? t.wrongCurrent : problemText(problem.value)}
            </Banner>
          )}
          <input
            class="visually-hidden"
            type="text"
            autoComplete="username"
            tabIndex={-1}
            readOnly
            aria-hidden="true"
            value={userName}
          />
          <TextField
            label={t.current}
            type="password"
            autoComplete="current-password"
            value={current.value}
            error={isTried.value && current.value === '' ? t.needed : undefined}
            onInput={(text) => {
              current.value = text;
            }}
          />
          <TextField
            label={t.next}
            hint={t.nextHint}
            type="password"
            autoComplete="new-password"
            value={next.value}
            error={isTried.value && next.value.length < shortest ? t.tooShort : undefined}
            maxLength={200}
            onInput={(text) => {
              next.value = text;
            }}
          />
          <Button type="submit" kind="primary" busy={isBusy.value}>
            {t.save}
          </Button>
        </Stack>
      </form>
    </Disclosure>
  );
}
