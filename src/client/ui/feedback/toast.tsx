import { signal } from '@preact/signals';
import { IconButton } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/feedback/toast.css';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'problem';
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined;
}

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Long enough to read twice and to reach the button. A problem stays until it is closed. */
const shownMs = 8_000;

export function showToast(
  text: string,
  options: { readonly tone?: Toast['tone']; readonly action?: Toast['action'] } = {},
): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, tone: options.tone ?? 'done', action: options.action };
  toasts.value = [...toasts.value.slice(-2), toast];
  if (toast.tone === 'done') setTimeout(() => dismissToast(toast.id), shownMs);
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Once per page, in the shell. */
export function ToastRegion() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div class={`toast toast-${toast.tone}`} key={toast.id}>
          <Icon name={toast.tone === 'done' ? 'check' : 'problem'} size={20} />
          <p>{toast.text}</p>
          {toast.action && (
            <button
              class="toast-action"
              type="button"
              onClick={() => {
                toast.action?.onClick();
                dismissToast(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          )}
          <IconButton icon="close" label={t.dismiss} onClick={() => dismissToast(toast.id)} />
        </div>
      ))}
    </div>
  );
}
