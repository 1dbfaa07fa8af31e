import type { ComponentChildren } from 'preact';
import '#client/ui/layout/stack.css';

export interface StackProps {
  readonly children: ComponentChildren;
  /** Steps of 4 px. */
  readonly gap?: 1 | 2 | 3 | 4 | 6 | 8 | undefined;
}

/** One below the other. */
export function Stack({ children, gap = 4 }: StackProps) {
  return <div class={`stack gap-${gap}`}>{children}</div>;
}

export interface RowProps extends StackProps {
  readonly align?: 'start' | 'center' | 'end' | undefined;
  readonly justify?: 'start' | 'between' | 'end' | undefined;
}

/** Side by side, breaking to the next line when there is no room. */
export function Row({ children, gap = 3, align = 'center', justify = 'start' }: RowProps) {
  return <div class={`row gap-${gap} align-${align} justify-${justify}`}>{children}</div>;
}
