import { icons } from '#client/ui/icons.ts';
import '#client/ui/icon.css';

export type IconName = keyof typeof icons;

export interface IconProps {
  readonly name: IconName;
  /** Pixels at the default text size; the icon grows with the text. */
  readonly size?: 16 | 20 | 24 | 32 | 48 | undefined;
  /** Only where the icon stands alone. Beside a word it is decoration and stays silent. */
  readonly label?: string | undefined;
}

export function Icon({ name, size = 24, label }: IconProps) {
  const path = <path d={icons[name]} />;
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
