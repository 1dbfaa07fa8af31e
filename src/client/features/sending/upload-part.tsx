import { useEffect, useState } from 'preact/hooks';
import { networkKind } from '#client/platform/connection.ts';
import type { DeviceStore, UploadSettings } from '#client/store/device.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './upload-texts.ts';

interface Settings {
  readonly settings: UploadSettings;
  change(by: Partial<UploadSettings>): void;
}

function useUploadSettings(workspace: Workspace): Settings | null {
  const [device, setDevice] = useState<DeviceStore | null>(null);
  const [settings, setSettings] = useState<UploadSettings | null>(null);
  const { hold } = workspace.sending.value;
  // Another tab may have changed them, which is seen by what it holds back.
  useEffect(() => {
    void workspace.device().then(async (opened) => {
      setDevice(opened);
      setSettings(await opened.uploadSettings());
    });
  }, [workspace, hold]);
  if (device === null || settings === null) return null;
  return {
    settings,
    change: (by) => {
      const next = { ...settings, ...by };
      setSettings(next);
      void device.saveUploadSettings(next);
    },
  };
}

/** What is held back and why, and the switches for it. Kept on this device. */
export function UploadPart({ workspace }: { readonly workspace: Workspace }) {
  const known = useUploadSettings(workspace);
  const { troubledPhotos } = workspace.sending.value;
  if (known === null) return null;
  const { settings, change } = known;
  const kind = networkKind();
  return (
    <Section title={t.title}>
      <Stack>
        <Held workspace={workspace} known={known} />
        {troubledPhotos > 0 && (
          <Banner tone="problem" actions={<LinkButton href="/penyimpanan">{t.showTroubled}</LinkButton>}>
            {t.troubled(formatNumber(troubledPhotos))}
          </Banner>
        )}
        <SegmentedControl<UploadSettings['paused']>
          label={t.what}
          value={settings.paused}
          segments={[
            { value: 'nothing', label: t.everything },
            { value: 'photos', label: t.noPhotos },
            { value: 'all', label: t.nothing },
          ]}
          onChange={(paused) => change({ paused })}
        />
        <Checkbox
          label={t.wifiOnly}
          hint={kind === 'unknown' ? t.wifiUnknown : t.wifiHint}
          checked={settings.wifiOnly && kind !== 'unknown'}
          disabled={kind === 'unknown'}
          onChange={(wifiOnly) => change({ wifiOnly })}
        />
      </Stack>
    </Section>
  );
}

function Held({ workspace, known }: { readonly workspace: Workspace; readonly known: Settings }) {
  switch (workspace.sending.value.hold) {
    case 'nothing':
      return null;
    case 'notWifi':
      return (
        <Banner tone="info" actions={<Button onClick={() => known.change({ wifiOnly: false })}>{t.sendAnyway}</Button>}>
          {t.holdWifi}
        </Banner>
      );
    case 'photos':
    case 'all':
      return (
        <Banner
          tone="warning"
          actions={
            <Button kind="primary" onClick={() => known.change({ paused: 'nothing' })}>
              {t.goOn}
            </Button>
          }
        >
          {workspace.sending.value.hold === 'all' ? t.holdAll : t.holdPhotos}
        </Banner>
      );
  }
}
