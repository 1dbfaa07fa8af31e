import { useEffect, useState } from 'preact/hooks';
import { VisitId } from '#domain/ids.ts';
import type { OpenVisit } from './workspace.ts';
import { useWorkspace } from './workspace-context.ts';

export type Opening = { readonly open: OpenVisit } | { readonly missing: 'offline' | 'notFound' } | null;

/** Holds a visit open while a screen is on the page; null until it is known. `visit` comes from the address. */
export function useOpenVisit(visit: string | undefined): Opening {
  const workspace = useWorkspace();
  const [opening, setOpening] = useState<Opening>(null);
  useEffect(() => {
    const id = VisitId.safeParse(visit);
    if (!id.success) {
      setOpening({ missing: 'notFound' });
      return;
    }
    let isGone = false;
    let held: OpenVisit | null = null;
    setOpening(null);
    const start = async (): Promise<void> => {
      const result = await workspace.openVisit(id.data);
      if ('missing' in result) {
        if (!isGone) setOpening(result);
        return;
      }
      held = result;
      if (isGone) held.release();
      else setOpening({ open: held });
    };
    void start();
    return () => {
      isGone = true;
      held?.release();
    };
  }, [workspace, visit]);
  return opening;
}
