import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import '#client/ui/data/badge.css';

export interface BadgeProps {
  readonly children: ComponentChildren;
  /** `strong` for what needs a person now. Never a zone colour: those belong to scores. */
  readonly tone?: 'plain' | 'accent' | 'strong' | 'problem' | undefined;
  readonly icon?: IconName | undefined;
}

export function Badge({ children, tone = 'plain', icon }: BadgeProps) {
  return (
    <span class={`badge badge-${tone}`}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </span>
  );
}
