import { useEffect, useState } from 'preact/hooks';
import { VisitId } from '#domain/ids.ts';
import type { OpenVisit } from './workspace.ts';
import { useWorkspace } from './workspace-context.ts';

export type Opening = { readonly open: OpenVisit } | { readonly missing: 'offline' | 'notFound' } | null;

/** Holds a visit open while a screen is on the page; null until it is known. `visit` comes from the address. */
export function useOpenVisit(visit: string | undefined): Opening {
  const workspace = useWorkspace();
  const opened = (): Opening => {
    const id = VisitId.safeParse(visit);
    if (!id.success) return { missing: 'notFound' };
    const open = workspace.openedVisit(id.data);
    return open && { open };
  };
  const [opening, setOpening] = useState<Opening>(opened);
  useEffect(() => {
    const id = VisitId.safeParse(visit);
    if (!id.success) {
      setOpening({ missing: 'notFound' });
      return;
    }
    let isGone = false;
    let held: OpenVisit | null = null;
    // What is shown already is not drawn again.
    const show = (next: Opening): void => setOpening((now) => (isSame(now, next) ? now : next));
    show(opened());
    const start = async (): Promise<void> => {
      const result = await workspace.openVisit(id.data);
      if ('missing' in result) {
        if (!isGone) show(result);
        return;
      }
      held = result;
      if (isGone) held.release();
      else show({ open: held });
    };
    void start();
    return () => {
      isGone = true;
      held?.release();
    };
  }, [workspace, visit]);
  return opening;
}

function isSame(a: Opening, b: Opening): boolean {
  return a !== null && b !== null && 'open' in a && 'open' in b && a.open === b.open;
}
