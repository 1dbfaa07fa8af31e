import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { reportFault } from '#client/platform/report-fault.ts';
import type { Backups, CarriedFile } from '#client/store/backups.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import type { BackupReport } from '#protocol/backups.ts';

export type HandedIn =
  | { readonly kind: 'asking' }
  | { readonly kind: 'here'; readonly reports: readonly BackupReport[] }
  | { readonly kind: 'failed' };

export interface UsedBackups {
  readonly carried: ReadonlySignal<readonly CarriedFile[]>;
  readonly handedIn: ReadonlySignal<HandedIn>;
  carry(file: File): Promise<void>;
  handIn(id: string): Promise<void>;
  letGo(id: string): Promise<void>;
  decide: Backups['decide'];
}

/** Files on this device and what the server tells of those handed in, read again after everything that is done here. */
export function useBackups(workspace: Workspace): UsedBackups {
  const carried = useSignal<readonly CarriedFile[]>([]);
  const handedIn = useSignal<HandedIn>({ kind: 'asking' });
  const backups = async (): Promise<Backups> => await (await workspace.device()).backups();
  const readCarried = async (): Promise<void> => {
    carried.value = await (await backups()).carried();
  };
  const readHandedIn = async (): Promise<void> => {
    try {
      handedIn.value = { kind: 'here', reports: await (await backups()).handedIn() };
    } catch (error) {
      if (failureCode(error) === null) throw error;
      handedIn.value = { kind: 'failed' };
    }
  };
  const readAll = async (): Promise<void> => {
    await Promise.all([readCarried(), readHandedIn()]);
  };
  // A round that has just ended may have handed something in.
  const { activity } = workspace.sending.value;
  useEffect(() => {
    void readAll().catch(reportFault);
  }, [workspace, activity.kind]);
  const handIn = async (id: string): Promise<void> => {
    await (await backups()).handInNow(id);
    await readAll();
  };
  return {
    carried,
    handedIn,
    async carry(file) {
      const { id } = await (await backups()).carry(file);
      await readCarried();
      await handIn(id);
    },
    handIn,
    async decide(visit, changes, decision, reason) {
      await (await backups()).decide(visit, changes, decision, reason);
      await readHandedIn();
    },
    async letGo(id) {
      await (await backups()).letGo(id);
      await readCarried();
    },
  };
}
