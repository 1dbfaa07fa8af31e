import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import '#client/ui/feedback/empty-state.css';

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  /** The next step, in words. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <Icon name={icon} size={48} />
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text">{children}</div>}
      {action}
    </div>
  );
}
