import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Shows the dialog modally while `open`, and gives the focus back to where it was. The browser would do the latter by itself,
 * but only for a dialog that is still on the page when it closes; ours have left it by then.
 */
export function useModal(element: RefObject<HTMLDialogElement | null>, open: boolean): void {
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!open || !dialog) return;
    const opener = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [element, open]);
}
