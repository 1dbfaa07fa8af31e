import type { Workspace } from '#client/store/workspace.ts';
import { t } from './texts.ts';

export function officeName(workspace: Workspace, office: string | null): string {
  return workspace.directory.value?.offices.find(({ id }) => id === office)?.name ?? t.unknownOffice;
}
