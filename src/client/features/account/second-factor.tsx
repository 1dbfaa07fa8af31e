import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { beginSecondFactor, endSecondFactor, secondFactor } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { SecondFactorSecret, SecondFactorState } from '#protocol/second-factor.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { SecondFactorDialog } from './second-factor-dialog.tsx';
import { t } from './second-factor-texts.ts';

type Asked = SecondFactorState | 'loading' | { readonly kind: 'failed'; readonly code: string };

/** Signing in in two steps: whether it is in use, and how it is begun and ended. */
export function SecondFactor() {
  const state = useSignal<Asked>('loading');
  const dialog = useSignal<'begin' | 'end' | SecondFactorSecret | null>(null);
  const load = async (): Promise<void> => {
    try {
      state.value = await secondFactor(serverTransport);
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      state.value = { kind: 'failed', code };
    }
  };
  useEffect(() => void load(), []);
  const close = (): void => {
    dialog.value = null;
    void load();
  };
  const begin = async (password: string): Promise<void> => {
    dialog.value = await beginSecondFactor(serverTransport, password);
  };
  const end = async (password: string): Promise<void> => {
    await endSecondFactor(serverTransport, password);
    showToast(t.ended);
    close();
  };
  const now = dialog.value;
  return (
    <Section title={t.title} description={t.help}>
      <State asked={state.value} onBegin={() => (dialog.value = 'begin')} onEnd={() => (dialog.value = 'end')} />
      {now === 'begin' && <PasswordDialog send={begin} onClose={close} />}
      {now === 'end' && <PasswordDialog send={end} onClose={close} />}
      {now !== null && typeof now === 'object' && <SecondFactorDialog secret={now} onClose={close} />}
    </Section>
  );
}

interface StateProps {
  readonly asked: Asked;
  readonly onBegin: () => void;
  readonly onEnd: () => void;
}

function State({ asked, onBegin, onEnd }: StateProps) {
  if (asked === 'loading') return <Waiting label={t.loading} />;
  if (asked.kind === 'failed')
    return <p class="muted">{asked.code === 'unreachable' ? t.offline : problemText(asked.code)}</p>;
  return (
    <Stack gap={3}>
      <p>{asked.since === null ? t.off : t.on(formatInstant(asked.since), formatNumber(asked.recoveryCodesLeft))}</p>
      <div>
        {asked.since === null ? <Button onClick={onBegin}>{t.begin}</Button> : <Button onClick={onEnd}>{t.end}</Button>}
      </div>
    </Stack>
  );
}
