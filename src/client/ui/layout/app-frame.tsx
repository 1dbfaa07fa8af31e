import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/layout/app-frame.css';

export interface NavItem {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  readonly icon: IconName;
  readonly current: boolean;
  /** Something new behind it. */
  readonly count?: number | undefined;
}

export interface AppFrameProps {
  readonly title: ComponentChildren;
  /** A quieter line above the title on the same bar: the office, the instrument. */
  readonly subtitle?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  /** None: no rail and no bottom bar (sign-in, kiosk). */
  readonly nav?: readonly NavItem[] | undefined;
  /** The status pill: the only place for network and storage. */
  readonly status?: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** `narrow` is for a short form (sign-in), `reading` centres a column of text, `wide` uses the width, `flush` gives the children the whole pane without padding. */
  readonly width?: 'narrow' | 'reading' | 'wide' | 'flush' | undefined;
  readonly children: ComponentChildren;
}

/** Rail in landscape from 1024 px on, bottom bar otherwise; a top bar with title, way back and status pill. */
export function AppFrame({
  title,
  subtitle,
  back,
  nav = [],
  status,
  actions,
  width = 'wide',
  children,
}: AppFrameProps) {
  return (
    <div class={`frame${nav.length > 0 ? ' frame-nav' : ''}${width === 'flush' ? ' frame-fixed' : ''}`}>
      <a class="skip-link" href="#isi">
        {t.skipToContent}
      </a>
      <header class="top-bar">
        {back && (
          <a class="top-back" href={back.href} aria-label={back.label} title={back.label}>
            <Icon name="arrowLeft" />
          </a>
        )}
        <div class="top-title">
          {subtitle && <p class="top-subtitle">{subtitle}</p>}
          <h1>{title}</h1>
        </div>
        {actions && <div class="top-actions">{actions}</div>}
        {status && <div class="top-status">{status}</div>}
      </header>
      {nav.length > 0 && <Navigation items={nav} />}
      <main class={`frame-main frame-${width}`} id="isi" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Navigation({ items }: { readonly items: readonly NavItem[] }) {
  return (
    <nav class="rail" aria-label={t.mainNavigation}>
      {items.map((item) => (
        <a class="rail-item" key={item.id} href={item.href} aria-current={item.current ? 'page' : undefined}>
          <Icon name={item.icon} />
          <span class="rail-label">{item.label}</span>
          {item.count !== undefined && item.count > 0 && <span class="rail-count">{item.count}</span>}
        </a>
      ))}
    </nav>
  );
}
