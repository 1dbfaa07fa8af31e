import { useSignal } from '@preact/signals';
import { deviceName } from '#client/platform/device-name.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { setUpDemo, signIn } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { Facts } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import type { SetupFormProps } from './form-props.ts';
import { shortestPassword } from './organisation-form.tsx';
import { t } from './texts.ts';

/** The example organisation; afterwards its four users are named, so that both sides of the work can be tried. */
export function DemoForm({ onSignedIn, onProblem }: SetupFormProps) {
  const password = useSignal('');
  const isTried = useSignal(false);
  const isBusy = useSignal(false);
  const ready = useSignal<Workspace['session'] | null>(null);
  const isShort = password.value.length < shortestPassword;

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    onProblem(null);
    try {
      await work();
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      onProblem(code);
    } finally {
      isBusy.value = false;
    }
  };
  const submit = async (): Promise<void> => {
    isTried.value = true;
    if (isShort) return;
    await attempt(async () => {
      ready.value = await setUpDemo(serverTransport, { password: password.value });
    });
  };
  const startAs = (userName: string): Promise<void> =>
    attempt(async () =>
      onSignedIn(
        await signIn(serverTransport, { userName, password: password.value, device: deviceName(navigator.userAgent) }),
      ),
    );

  if (ready.value !== null) return <DemoReady isBusy={isBusy.value} onStart={startAs} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <p>{t.demoIntro}</p>
        <TextField
          label={t.demoPassword}
          hint={t.passwordHint}
          type="password"
          autoComplete="new-password"
          value={password.value}
          error={isTried.value && isShort ? t.shortPassword : undefined}
          maxLength={200}
          onInput={(text) => {
            password.value = text;
          }}
        />
        <Button kind="primary" size="large" type="submit" busy={isBusy.value}>
          {t.createDemo}
        </Button>
        {isBusy.value && <Waiting label={t.demoBusy} />}
      </Stack>
    </form>
  );
}

interface DemoReadyProps {
  readonly isBusy: boolean;
  readonly onStart: (userName: string) => Promise<void>;
}

function DemoReady({ isBusy, onStart }: DemoReadyProps) {
  return (
    <Stack>
      <Banner tone="success" title={t.demoReady} live="status">
        {t.demoUsers}
      </Banner>
      <Facts
        facts={[
          { term: 'asesor1, asesor2', value: t.assessor },
          { term: 'supervisor', value: t.supervisor },
          { term: 'admin', value: t.administrator },
        ]}
      />
      <p class="muted">{t.demoTwo}</p>
      <Row>
        <Button kind="primary" busy={isBusy} onClick={() => void onStart('asesor1')}>
          {t.startAs('asesor1')}
        </Button>
        <Button disabled={isBusy} onClick={() => void onStart('supervisor')}>
          {t.startAs('supervisor')}
        </Button>
        <Button disabled={isBusy} onClick={() => void onStart('admin')}>
          {t.startAs('admin')}
        </Button>
      </Row>
    </Stack>
  );
}
