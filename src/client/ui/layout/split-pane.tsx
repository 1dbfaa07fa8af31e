import type { ComponentChildren } from 'preact';
import '#client/ui/layout/split-pane.css';

export interface SplitPaneProps {
  readonly listLabel: string;
  readonly list: ComponentChildren;
  readonly children: ComponentChildren;
  /** Which one is seen where there is room for one only. */
  readonly show: 'list' | 'content';
  /** A third column (the reviewer's detail), beside the content from 1280 px on, below it otherwise. */
  readonly detail?: ComponentChildren;
  readonly detailLabel?: string | undefined;
  /** Stays on top of the content while it scrolls: the score. */
  readonly sticky?: ComponentChildren;
  /** Stays at the bottom: a reviewer's footer. */
  readonly footer?: ComponentChildren;
}

/** Left a list of 320 px, right the content, each scrolling by itself; one of the two in portrait. Needs `width="flush"`. */
export function SplitPane({ listLabel, list, children, show, detail, detailLabel, sticky, footer }: SplitPaneProps) {
  return (
    <div class={`split split-show-${show}`}>
      <section class="split-list" aria-label={listLabel}>
        {list}
      </section>
      <div class="split-content">
        {sticky && <div class="split-sticky">{sticky}</div>}
        <div class="split-scroll">{children}</div>
        {footer && <div class="split-footer">{footer}</div>}
      </div>
      {detail && (
        <aside class="split-detail" aria-label={detailLabel}>
          {detail}
        </aside>
      )}
    </div>
  );
}
