import { effect, signal } from '@preact/signals';

/** `system` follows the device; `sun` is black on white with heavier lines, for glare. */
export type Theme = 'system' | 'light' | 'dark' | 'sun';

const storageKey = 'tilik.theme';
const themes: readonly Theme[] = ['system', 'light', 'dark', 'sun'];

function remembered(): Theme {
  try {
    const stored = globalThis.localStorage?.getItem(storageKey);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

export const theme = signal<Theme>(remembered());

effect(() => {
  const chosen = theme.value;
  if (typeof document === 'undefined') return;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  try {
    globalThis.localStorage?.setItem(storageKey, chosen);
  } catch {
    // As with the language: it then holds until the page closes.
  }
});
