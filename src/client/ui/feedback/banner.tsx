import type { ComponentChildren } from 'preact';
import { IconButton } from '#client/ui/button.tsx';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/feedback/banner.css';

export type BannerTone = 'info' | 'success' | 'warning' | 'problem';

const iconOf = {
  info: 'info',
  success: 'checkCircle',
  warning: 'warning',
  problem: 'problem',
} as const satisfies Record<BannerTone, IconName>;

export interface BannerProps {
  readonly tone: BannerTone;
  /** What happened. */
  readonly title?: ComponentChildren;
  /** What is safe and what to do. */
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly onDismiss?: (() => void) | undefined;
  /** Read aloud when it appears: `alert` at once, `status` when there is a pause. */
  readonly live?: 'alert' | 'status' | undefined;
}

export function Banner({ tone, title, children, actions, onDismiss, live }: BannerProps) {
  return (
    <div class={`banner banner-${tone}`} role={live}>
      <Icon name={iconOf[tone]} />
      <div class="banner-text">
        {title && <p class="banner-title">{title}</p>}
        {children && <div class="banner-body">{children}</div>}
        {actions && <div class="banner-actions">{actions}</div>}
      </div>
      {onDismiss && <IconButton icon="close" label={t.dismiss} onClick={onDismiss} />}
    </div>
  );
}
