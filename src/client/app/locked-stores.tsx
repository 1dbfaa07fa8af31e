import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { deviceName } from '#client/platform/device-name.ts';
import { browserLocks } from '#client/platform/locks.ts';
import { reportFault } from '#client/platform/report-fault.ts';
import { shareFile } from '#client/platform/share.ts';
import { type LockedStore, lockedStores, withLockedStore } from '#client/store/locked-stores.ts';
import { makeBackup, NoBackupKey, NothingToBackUp } from '#client/sync/backup/make-backup.ts';
import { countsText } from '#client/ui/backup-counts.ts';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { createReplicaKey, signWith } from '#client/vault/replica-key.ts';
import { t } from './locked-texts.ts';

/** Work of people who are not signed in: how much, and the way to save it without them. Nothing of what it is. */
export function LockedStores() {
  const stores = useSignal<readonly LockedStore[]>([]);
  useEffect(() => {
    void lockedStores()
      .then((found) => {
        stores.value = found;
      })
      .catch(reportFault);
  }, []);
  if (stores.value.length === 0) return null;
  return (
    <Stack>
      {stores.value.map((store) => (
        <Locked key={store.name} store={store} />
      ))}
    </Stack>
  );
}

function Locked({ store }: { readonly store: LockedStore }) {
  const isBusy = useSignal(false);
  const words = useSignal<string | null>(null);
  const make = async (): Promise<void> => {
    isBusy.value = true;
    try {
      words.value = await backUp(store.name);
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <Banner
      tone="warning"
      title={t.title}
      actions={
        <Button icon="download" busy={isBusy.value} onClick={() => void make()}>
          {t.make}
        </Button>
      }
    >
      <p>
        <strong>{countsText(store.onlyHere)}</strong>
      </p>
      <p>{t.explain}</p>
      <p role="status">{words.value}</p>
    </Banner>
  );
}

/** @returns what to say of it. */
async function backUp(name: string): Promise<string | null> {
  const keys = { create: createReplicaKey, sign: signWith };
  const { signal } = new AbortController();
  try {
    const made = await withLockedStore(name, (store) =>
      makeBackup({ store, keys, locks: browserLocks, signal }, deviceName(navigator.userAgent)),
    );
    if (made === null) return null;
    const file = new File([...made.parts], made.name, { type: 'application/octet-stream' });
    return (await shareFile(file, t.title)) === 'cancelled' ? null : t.made(file.name);
  } catch (error) {
    if (error instanceof NoBackupKey) return t.noKey;
    if (error instanceof NothingToBackUp) return t.nothing;
    throw error;
  }
}
