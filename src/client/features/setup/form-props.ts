import type { Workspace } from '#client/store/workspace.ts';

export interface SetupFormProps {
  readonly onSignedIn: (session: Workspace['session']) => Promise<void>;
  /** The code of an expected failure; null takes it away. */
  readonly onProblem: (code: string | null) => void;
}
