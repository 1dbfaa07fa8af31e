import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { deviceName } from '#client/platform/device-name.ts';
import { reportFault } from '#client/platform/report-fault.ts';
import { shareFile } from '#client/platform/share.ts';
import type { OnlyHere } from '#client/store/backups.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { countsText } from '#client/ui/backup-counts.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { t } from './backup-texts.ts';

type Made = { readonly kind: 'made'; readonly name: string } | { readonly kind: 'failed'; readonly words: string };

/** What would be lost with this device, and the way to put it into a file. */
export function BackupPart({ workspace }: { readonly workspace: Workspace }) {
  const [onlyHere, refresh] = useOnlyHere(workspace);
  const isBusy = useSignal(false);
  const made = useSignal<Made | null>(null);
  const make = async (): Promise<void> => {
    isBusy.value = true;
    try {
      const backups = await (await workspace.device()).backups();
      const { file } = await backups.make(deviceName(navigator.userAgent));
      if ((await shareFile(file, t.title)) !== 'cancelled') made.value = { kind: 'made', name: file.name };
    } catch (error) {
      made.value = { kind: 'failed', words: wordsOf(error) };
    } finally {
      isBusy.value = false;
      refresh();
    }
  };
  const isSomething = onlyHere !== null && countsText(onlyHere) !== '';
  return (
    <Section title={t.title}>
      <Stack>
        <Counts onlyHere={onlyHere} />
        {made.value?.kind === 'made' && (
          <Banner tone="success" live="status" title={t.made(made.value.name)}>
            {t.madeHelp}
          </Banner>
        )}
        {made.value?.kind === 'failed' && (
          <Banner tone="problem" live="alert">
            {made.value.words}
          </Banner>
        )}
        <Row>
          {isSomething && (
            <Button icon="download" busy={isBusy.value} onClick={() => void make()}>
              {t.make}
            </Button>
          )}
          <LinkButton kind="quiet" href="/cadangan">
            {t.carried}
          </LinkButton>
        </Row>
      </Stack>
    </Section>
  );
}

function Counts({ onlyHere }: { readonly onlyHere: OnlyHere | null }) {
  if (onlyHere === null) return <p class="muted">{t.counting}</p>;
  const counts = countsText(onlyHere);
  if (counts === '') return <p>{t.nothing}</p>;
  const { lastBackup, canBackUp } = onlyHere;
  return (
    <>
      <p>
        <strong>{counts}</strong>
      </p>
      <p>{t.explain}</p>
      {!canBackUp && <Banner tone="info">{t.noKey}</Banner>}
      <p class="muted">
        {lastBackup === null
          ? t.never
          : `${t.last(formatInstant(lastBackup.at))} ${sinceText(lastBackup)} ${t.counted}`}
      </p>
    </>
  );
}

function sinceText({ changesSince, photosSince }: NonNullable<OnlyHere['lastBackup']>): string {
  if (changesSince + photosSince === 0) return t.lastIsWhole;
  return t.since(formatNumber(changesSince), formatNumber(photosSince));
}

/** Read again whenever what waits has changed. */
function useOnlyHere(workspace: Workspace): readonly [OnlyHere | null, () => void] {
  const onlyHere = useSignal<OnlyHere | null>(null);
  const { unsentChanges, unsentPhotos, waitingSubmits } = workspace.sending.value;
  const refresh = (): void =>
    void workspace
      .device()
      .then((device) => device.backups())
      .then(async (backups) => {
        onlyHere.value = await backups.onlyHere();
      })
      .catch(reportFault);
  useEffect(refresh, [workspace, unsentChanges, unsentPhotos, waitingSubmits]);
  return [onlyHere.value, refresh];
}

function wordsOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NoBackupKey') return t.noKey;
  if (name === 'NothingToBackUp') return t.nothing;
  if (name === 'QuotaExceededError' || error instanceof RangeError) return t.noSpace;
  throw error;
}
