import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { askToPersist, type StorageState, storageState, unknownStorage } from '#client/platform/storage.ts';
import type { DeviceStore, VisitOnDevice } from '#client/store/device.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatBytes } from '#client/ui/i18n/format.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Facts, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { Copies } from './copies.tsx';
import { t } from './texts.ts';
import { VisitOnThisDevice } from './visit-on-this-device.tsx';

interface OnDevice {
  readonly device: DeviceStore;
  readonly visits: readonly VisitOnDevice[];
  readonly space: StorageState;
}

interface Reading {
  readonly found: OnDevice | null;
  /** For what changed here without anything more or less to send. */
  again(): void;
}

/** Read anew whenever what waits to be sent has changed. */
function useDevice(workspace: Workspace): Reading {
  const [found, setFound] = useState<OnDevice | null>(null);
  const [times, setTimes] = useState(0);
  const { unsentChanges, unsentPhotos, troubledPhotos, storage } = workspace.sending.value;
  useEffect(() => {
    let isGone = false;
    const read = async (): Promise<void> => {
      const device = await workspace.device();
      const [visits, space] = await Promise.all([device.visits(), storageState()]);
      if (!isGone) setFound({ device, visits, space });
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [workspace, unsentChanges, unsentPhotos, troubledPhotos, storage.usedBytes, times]);
  return { found, again: () => setTimes((before) => before + 1) };
}

/** What lies on this device, how safe it is there, and what may go. */
export function StorageScreen() {
  const workspace = useWorkspace();
  const { found, again } = useDevice(workspace);
  return (
    <Page title={t.title} width="reading">
      <Stack gap={8}>
        <Stack>
          <p class="muted">{t.intro}</p>
          <Row>
            <LinkButton href="/pengiriman" icon="cloudUp">
              {t.toSending}
            </LinkButton>
          </Row>
        </Stack>
        <Space known={found?.space ?? unknownStorage} />
        {found && <Copies device={found.device} visits={found.visits} onEmptied={again} />}
        {found && (
          <Section title={t.visits}>
            {found.visits.length === 0 && <p class="muted">{t.visitsNone}</p>}
            <Stack>
              {found.visits.map((visit) => (
                <VisitOnThisDevice key={visit.visit} workspace={workspace} device={found.device} visit={visit} />
              ))}
            </Stack>
          </Section>
        )}
      </Stack>
    </Page>
  );
}

/** The service worker holds the app itself; without it a reload needs a network. */
function isKeptForOffline(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
}

/** Below this a day of photos may not fit. */
const lowSpaceBytes = 300_000_000;

function Space({ known }: { readonly known: StorageState }) {
  const asked = useSignal<'not' | 'granted' | 'refused'>('not');
  const { usedBytes, quotaBytes } = known;
  const free = usedBytes === null || quotaBytes === null ? null : Math.max(0, quotaBytes - usedBytes);
  const isPersisted = asked.value === 'granted' || known.persisted === true;
  const ask = async (): Promise<void> => {
    asked.value = (await askToPersist()) ? 'granted' : 'refused';
  };
  return (
    <Section title={t.space}>
      <Stack>
        <Facts
          facts={[
            { term: t.free, value: free === null ? t.unknown : formatBytes(free) },
            { term: t.used, value: usedBytes === null ? t.unknown : formatBytes(usedBytes) },
            { term: t.opensOffline, value: isKeptForOffline() ? t.opensOfflineYes : t.opensOfflineNo },
            {
              term: t.protection,
              value: isPersisted ? t.persistedYes : known.persisted === null ? t.persistedUnknown : t.persistedNo,
            },
          ]}
        />
        {known.persisted === false && !isPersisted && (
          <Row>
            <Button icon="lock" onClick={() => void ask()}>
              {t.askProtection}
            </Button>
          </Row>
        )}
        {asked.value === 'refused' && (
          <Banner tone="warning" live="status">
            {t.askRefused}
          </Banner>
        )}
        {free !== null && free < lowSpaceBytes && <Banner tone="warning">{t.lowSpace}</Banner>}
      </Stack>
    </Section>
  );
}
