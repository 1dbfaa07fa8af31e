import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '#client/ui/icon.tsx';
import '#client/ui/layout/section.css';

export interface SectionProps {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  /** 2 for a part of the page, 3 for a part of that. */
  readonly level?: 2 | 3 | undefined;
  readonly description?: ComponentChildren;
  /** At the end of the heading's line: a count, a button. */
  readonly aside?: ComponentChildren;
}

export function Section({ title, children, level = 2, description, aside }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section class="section" aria-labelledby={id}>
      <header class="section-head">
        <Heading id={id}>{title}</Heading>
        {aside && <div class="section-aside">{aside}</div>}
        {description && <p class="section-description">{description}</p>}
      </header>
      {children}
    </section>
  );
}

export interface CardProps {
  readonly children: ComponentChildren;
  /** `selected` for the one in hand, `attention` for one that was returned or is in conflict. */
  readonly tone?: 'plain' | 'selected' | 'attention' | undefined;
  readonly as?: 'div' | 'article' | 'li' | undefined;
  readonly id?: string | undefined;
  /** The id of the heading inside. */
  readonly labelledBy?: string | undefined;
}

export function Card({ children, tone = 'plain', as: Element = 'div', id, labelledBy }: CardProps) {
  return (
    <Element class={`card card-${tone}`} id={id} aria-labelledby={labelledBy}>
      {children}
    </Element>
  );
}

export interface DisclosureProps {
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
  readonly open?: boolean | undefined;
  readonly onToggle?: ((open: boolean) => void) | undefined;
  /** At the end of the summary's line: "12/15". */
  readonly aside?: ComponentChildren;
}

export function Disclosure({ summary, children, open, onToggle, aside }: DisclosureProps) {
  return (
    <details class="disclosure" open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>
        <Icon name="chevronRight" size={20} />
        <span class="disclosure-summary">{summary}</span>
        {aside && <span class="disclosure-aside">{aside}</span>}
      </summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}

export interface FactsProps {
  readonly facts: readonly { readonly term: string; readonly value: ComponentChildren }[];
}

/** Terms and values in two columns: date, office, team. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl class="facts">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
