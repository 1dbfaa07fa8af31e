import { useSignal } from '@preact/signals';
import type { Backups } from '#client/store/backups.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { ProgressBar } from '#client/ui/feedback/progress.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Card, Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { CarriedList } from './carried-list.tsx';
import { ReportDetails } from './report-details.tsx';
import { t } from './texts.ts';
import { type HandedIn, useBackups } from './use-backups.ts';
import './backup.css';

/** Where a backup file comes back: from any tablet or computer, by anyone, with or without a network. */
export function BackupsScreen() {
  const workspace = useWorkspace();
  const { carried, handedIn, carry, handIn, letGo, decide } = useBackups(workspace);
  const mayDecide = workspace.session.roles.some((role) => role !== 'assessor');
  return (
    <Page title={t.title} width="reading">
      <Stack gap={8}>
        <Section title={t.handIn} description={t.intro}>
          <Chooser onChosen={carry} />
        </Section>
        <Section title={t.carried}>
          <CarriedList files={carried.value} onHandIn={handIn} onLetGo={letGo} />
        </Section>
        <Section title={t.handedIn}>
          <HandedInList workspace={workspace} handedIn={handedIn.value} decide={mayDecide ? decide : undefined} />
        </Section>
      </Stack>
    </Page>
  );
}

function Chooser({ onChosen }: { readonly onChosen: (file: File) => Promise<void> }) {
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const take = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    // Chosen once more, the same file is a choice again.
    input.value = '';
    if (file === undefined || isBusy.value) return;
    isBusy.value = true;
    problem.value = null;
    try {
      await onChosen(file);
    } catch (error) {
      problem.value = wordsOf(error);
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <Stack>
      {problem.value !== null && (
        <Banner tone="problem" live="alert">
          {problem.value}
        </Banner>
      )}
      <label class="button button-primary backup-choice">
        {t.choose}
        <input
          type="file"
          class="visually-hidden"
          accept=".tilik,application/octet-stream"
          onChange={(event) => void take(event.currentTarget)}
        />
      </label>
      {isBusy.value && <ProgressBar label={t.taking} />}
      <p class="muted">{t.offline}</p>
    </Stack>
  );
}

function wordsOf(error: unknown): string {
  const code = failureCode(error);
  if (code !== null) return problemText(code);
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return t.noSpace;
  throw error;
}

interface HandedInListProps {
  readonly workspace: Workspace;
  readonly handedIn: HandedIn;
  readonly decide: Backups['decide'] | undefined;
}

function HandedInList({ workspace, handedIn, decide }: HandedInListProps) {
  if (handedIn.kind === 'asking') return <Waiting label={t.loading} />;
  if (handedIn.kind === 'failed') return <p class="muted">{t.needsNetwork}</p>;
  if (handedIn.reports.length === 0) return <p class="muted">{t.noneHandedIn}</p>;
  const nameOf = (person: string): string =>
    workspace.directory.value?.people.find(({ id }) => id === person)?.name ?? t.someone;
  return (
    <Stack>
      {handedIn.reports.map((report) => (
        <Card key={report.id} as="article">
          <Stack gap={2}>
            <p>
              <strong>{t.madeBy(nameOf(report.header.author), formatInstant(report.header.madeAt))}</strong>{' '}
              <span class="muted small">
                ({t.broughtBy(nameOf(report.handedInBy), formatInstant(report.handedInAt))})
              </span>
            </p>
            <ReportDetails report={report} decide={decide} />
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
