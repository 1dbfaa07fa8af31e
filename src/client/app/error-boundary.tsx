import { Component, type ComponentChildren } from 'preact';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { AppFrame } from '#client/ui/layout/app-frame.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { t } from './texts.ts';

interface Props {
  /** Another one clears the fault: going elsewhere is a way out. */
  readonly resetKey: string;
  readonly children: ComponentChildren;
}

interface State {
  readonly fault: unknown;
  readonly key: string;
}

/** Never a blank page and never a raw stack: what happened, what is safe, what to do. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { fault: null, key: this.props.resetKey };

  static override getDerivedStateFromError(fault: unknown): Partial<State> {
    return { fault };
  }

  static override getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.key ? null : { fault: null, key: props.resetKey };
  }

  override componentDidCatch(fault: unknown): void {
    reportError(fault);
  }

  override render() {
    return this.state.fault === null ? this.props.children : <FaultPage fault={this.state.fault} />;
  }
}

/** A chunk that could not be fetched is a missing network, not a broken page. */
function isMissingChunk(fault: unknown): boolean {
  return fault instanceof Error && /dynamically imported|importing a module|preload/i.test(fault.message);
}

export function FaultPage({ fault }: { readonly fault: unknown }) {
  return (
    <AppFrame title="Tilik" width="reading">
      <Stack>
        <Banner tone="problem" title={t.faultTitle} live="alert">
          {isMissingChunk(fault) ? t.faultOffline : t.faultSafe}
        </Banner>
        <Row>
          <Button kind="primary" icon="refresh" onClick={() => location.reload()}>
            {t.reload}
          </Button>
          <LinkButton href="/">{t.toStart}</LinkButton>
        </Row>
        <details class="muted small">
          <summary>{t.details}</summary>
          {fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)}
        </details>
      </Stack>
    </AppFrame>
  );
}
