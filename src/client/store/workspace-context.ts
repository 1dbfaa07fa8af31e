import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Workspace } from './workspace.ts';

/** The workspace of the person at work, given by the shell to every screen. */
export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('No workspace is open around this screen.');
  return workspace;
}
