import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { IconButton } from '#client/ui/button.tsx';
import { useModal } from '#client/ui/feedback/use-modal.ts';
import { t } from '#client/ui/texts.ts';
import '#client/ui/feedback/dialog.css';

export interface DialogProps {
  readonly open: boolean;
  readonly title: ComponentChildren;
  /** Escape, the cross, or a tap beside it. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons; the primary one last. */
  readonly actions?: ComponentChildren;
  readonly size?: 'normal' | 'wide' | 'full' | undefined;
  /** False while something must not be left half-way: no cross, Escape does nothing. */
  readonly closable?: boolean | undefined;
}

/** A native modal dialog: the browser keeps the focus inside. */
export function Dialog({ open, title, onClose, children, actions, size = 'normal', closable = true }: DialogProps) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);

  useModal(element, open);

  if (!open) return null;
  return (
    <dialog
      class={`dialog dialog-${size}`}
      ref={element}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (closable) onClose();
      }}
      onPointerDown={(event) => {
        if (closable && event.target === element.current) onClose();
      }}
    >
      <div class="dialog-box">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          {closable && <IconButton icon="close" label={t.close} onClick={onClose} />}
        </header>
        <div class="dialog-body">{children}</div>
        {actions && <footer class="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  );
}
