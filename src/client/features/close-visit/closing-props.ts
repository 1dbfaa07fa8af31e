import type { OpenVisit, Workspace } from '#client/store/workspace.ts';

export interface ClosingProps {
  readonly workspace: Workspace;
  readonly open: OpenVisit;
}

export function personName(workspace: Workspace, id: string): string {
  if (id === workspace.session.person.id) return workspace.session.person.name;
  return workspace.directory.value?.people.find((person) => person.id === id)?.name ?? '–';
}
