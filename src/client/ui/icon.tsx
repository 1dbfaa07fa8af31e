import { signal } from '@preact/signals';
import { icons } from '#client/ui/icons.ts';
import type { lateIcons } from '#client/ui/late-icons.ts';
import '#client/ui/icon.css';

export type IconName = keyof typeof icons | keyof typeof lateIcons;

const paths = signal<Partial<Record<IconName, string>>>(icons);

/** Every part that is not in the shell asks for them with its own code, so that none is drawn without. */
export async function withLateIcons(): Promise<void> {
  const { lateIcons } = await import('#client/ui/late-icons.ts');
  if (paths.value === icons) paths.value = { ...icons, ...lateIcons };
}

export interface IconProps {
  readonly name: IconName;
  /** Pixels at the default text size; the icon grows with the text. */
  readonly size?: 16 | 20 | 24 | 32 | 48 | undefined;
  /** Only where the icon stands alone. Beside a word it is decoration and stays silent. */
  readonly label?: string | undefined;
}

export function Icon({ name, size = 24, label }: IconProps) {
  const path = <path d={paths.value[name]} />;
  if (label === undefined) {
    return (
      <svg class={`icon icon-${size}`} viewBox="0 0 24 24" aria-hidden="true">
        {path}
      </svg>
    );
  }
  return (
    <svg class={`icon icon-${size}`} viewBox="0 0 24 24" role="img" aria-label={label}>
      {path}
    </svg>
  );
}
