import { useSignal } from '@preact/signals';
import type { SendingState, Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { ProgressBar } from '#client/ui/feedback/progress.tsx';
import { formatBytes, formatInstant, formatNumber, formatTime } from '#client/ui/i18n/format.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Facts, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { editableStatuses } from '#domain/visit/status.ts';
import { BackupPart } from './backup-part.tsx';
import { officeName } from './office-name.ts';
import { Refused } from './refused.tsx';
import { RefusedSubmit } from './refused-submit.tsx';
import { ServerNoticePart } from './server-notice.tsx';
import { t } from './texts.ts';
import { UploadPart } from './upload-part.tsx';
import './sending.css';

/** What is here only, what is on its way, and why. */
export function SendingScreen() {
  const workspace = useWorkspace();
  const sending = workspace.sending.value;
  const isBusy = useSignal(false);
  const sendNow = async (): Promise<void> => {
    isBusy.value = true;
    try {
      await workspace.syncNow();
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <Page title={t.title} width="reading">
      <Stack gap={8}>
        <Stack>
          <p class="muted">{t.intro}</p>
          {sending.failedWrites > 0 && (
            <Banner tone="problem" live="alert">
              {t.failedWrites(formatNumber(sending.failedWrites))}
            </Banner>
          )}
          <Lines sending={sending} />
          <Activity sending={sending} />
          <Row>
            <Button kind="primary" icon="cloudUp" busy={isBusy.value} onClick={() => void sendNow()}>
              {t.sendNow}
            </Button>
          </Row>
        </Stack>
        <ServerNoticePart workspace={workspace} />
        <BackupPart workspace={workspace} />
        <Waiting workspace={workspace} />
        <UploadPart workspace={workspace} />
        {sending.refused.length > 0 && <Refused workspace={workspace} />}
        <Storage sending={sending} />
      </Stack>
    </Page>
  );
}

function Lines({ sending }: { readonly sending: SendingState }) {
  const { unsentChanges, unsentPhotos, unsentPhotoBytes, lastSentAt, lastFetchedAt, waitingSubmits } = sending;
  const sent = lastSentAt ? t.lastSent(formatInstant(lastSentAt)) : t.neverSent;
  return (
    <Facts
      facts={[
        {
          term: t.answers,
          value: (
            <>
              {unsentChanges > 0 ? t.unsent(formatNumber(unsentChanges)) : t.allSent}
              {waitingSubmits > 0 && ` · ${t.submits(formatNumber(waitingSubmits))}`}{' '}
              <span class="muted small">({sent})</span>
            </>
          ),
        },
        {
          term: t.photos,
          value:
            unsentPhotos > 0 ? t.unsentPhotos(formatNumber(unsentPhotos), formatBytes(unsentPhotoBytes)) : t.allSent,
        },
        { term: t.others, value: lastFetchedAt ? t.lastFetched(formatInstant(lastFetchedAt)) : t.neverFetched },
      ]}
    />
  );
}

function Activity({ sending }: { readonly sending: SendingState }) {
  const { activity, unsentChanges, unsentPhotos } = sending;
  switch (activity.kind) {
    case 'idle':
      return (
        <p>{unsentChanges + unsentPhotos === 0 ? t.idle : sending.hold === 'nothing' ? t.idleUnsent : t.idleHeld}</p>
      );
    case 'sending':
      return (
        <ProgressBar
          label={activity.what === 'photos' ? t.sendingPhotos : t.sendingChanges}
          done={activity.doneBytes}
          total={activity.totalBytes}
          detail={t.progress(formatBytes(activity.doneBytes), formatBytes(activity.totalBytes))}
        />
      );
    case 'fetching':
      return <ProgressBar label={t.fetching} />;
    case 'waiting': {
      const time = formatTime(activity.retryAt);
      const words = {
        offline: t.waitingOffline(time),
        serverBusy: t.waitingBusy(time),
        unreachable: t.waitingUnreachable(time),
      };
      return <Banner tone="info">{words[activity.because]}</Banner>;
    }
    case 'signInNeeded':
      return (
        <Banner
          tone="warning"
          actions={
            <LinkButton kind="primary" href="/masuk">
              {t.signIn}
            </LinkButton>
          }
        >
          {t.signInNeeded}
        </Banner>
      );
    case 'otherTab':
      return <p>{t.otherTab}</p>;
  }
}

/** Where the waiting things belong. */
function Waiting({ workspace }: { readonly workspace: Workspace }) {
  const waiting = workspace.visits.value.filter(
    ({ unsentChanges, unsentPhotos, submitIntent, status }) =>
      unsentChanges + unsentPhotos > 0 || (submitIntent !== null && editableStatuses.includes(status)),
  );
  if (waiting.length === 0) return null;
  return (
    <Section title={t.waitingWhere}>
      <ul class="plain-list waiting-list">
        {waiting.map((visit) => (
          <li key={visit.visit}>
            <a href={`/kunjungan/${visit.visit}`}>{officeName(workspace, visit.office)}</a>
            {': '}
            {[
              visit.unsentChanges > 0 && t.changesShort(formatNumber(visit.unsentChanges)),
              visit.unsentPhotos > 0 && t.photosShort(formatNumber(visit.unsentPhotos)),
              visit.submitIntent?.kind === 'waiting' && t.submitShort,
            ]
              .filter((part) => part)
              .join(', ')}
            {visit.submitIntent?.kind === 'refused' && (
              <RefusedSubmit workspace={workspace} visit={visit.visit} intent={visit.submitIntent} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The service worker holds the app itself; without it a reload needs a network. */
function isKeptForOffline(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
}

/** Below this a day of photos may not fit. */
const lowSpaceBytes = 300_000_000;

function Storage({ sending }: { readonly sending: SendingState }) {
  const { persisted, usedBytes, quotaBytes } = sending.storage;
  const free = usedBytes === null || quotaBytes === null ? null : Math.max(0, quotaBytes - usedBytes);
  return (
    <Section title={t.storage}>
      <Stack>
        <Facts
          facts={[
            { term: t.free, value: free === null ? '–' : formatBytes(free) },
            { term: t.opensOffline, value: isKeptForOffline() ? t.opensOfflineYes : t.opensOfflineNo },
            { term: t.used, value: usedBytes === null ? '–' : formatBytes(usedBytes) },
            {
              term: t.persisted,
              value: persisted === null ? t.persistedUnknown : persisted ? t.persistedYes : t.persistedNo,
            },
          ]}
        />
        {free !== null && free < lowSpaceBytes && <Banner tone="warning">{t.lowSpace}</Banner>}
        <Row>
          <LinkButton href="/penyimpanan" icon="device">
            {t.toStorage}
          </LinkButton>
        </Row>
      </Stack>
    </Section>
  );
}
