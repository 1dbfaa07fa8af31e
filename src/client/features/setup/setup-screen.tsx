import { useSignal } from '@preact/signals';
import type { Workspace } from '#client/store/workspace.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { AppFrame } from '#client/ui/layout/app-frame.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { DemoForm } from './demo-form.tsx';
import { OrganisationForm } from './organisation-form.tsx';
import { t } from './texts.ts';

export interface SetupScreenProps {
  readonly onSignedIn: (session: Workspace['session']) => Promise<void>;
}

/** An empty server: an organisation of one's own, or the example. */
export function SetupScreen({ onSignedIn }: SetupScreenProps) {
  const way = useSignal<'own' | 'demo'>('own');
  const problem = useSignal<string | null>(null);
  const report = (code: string | null): void => {
    problem.value = code;
  };
  return (
    <AppFrame title={t.title} width="reading">
      <Stack gap={6}>
        <p class="lead">{t.intro}</p>
        <SegmentedControl
          label={t.choice}
          wide
          value={way.value}
          segments={[
            { value: 'own', label: t.own },
            { value: 'demo', label: t.demo },
          ]}
          onChange={(chosen) => {
            way.value = chosen;
            problem.value = null;
          }}
        />
        {problem.value !== null && (
          <Banner tone="problem" live="alert">
            {problemText(problem.value)}
          </Banner>
        )}
        {way.value === 'own' ? (
          <OrganisationForm onSignedIn={onSignedIn} onProblem={report} />
        ) : (
          <DemoForm onSignedIn={onSignedIn} onProblem={report} />
        )}
      </Stack>
    </AppFrame>
  );
}
