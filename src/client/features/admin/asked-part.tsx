import type { ComponentChildren } from 'preact';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';
import type { Asked } from './use-asked.ts';

interface AskedPartProps<T> {
  readonly asked: Asked<T>;
  readonly onRetry: () => void;
  readonly children: (value: T) => ComponentChildren;
}

/** What was asked for, or why it is not here. */
export function AskedPart<T>({ asked, onRetry, children }: AskedPartProps<T>) {
  switch (asked.kind) {
    case 'asking':
      return <Waiting label={t.loading} />;
    case 'failed':
      return (
        <Banner tone="warning" title={t.needsNetwork} actions={<Button onClick={onRetry}>{t.retry}</Button>}>
          {problemText(asked.code)}
        </Banner>
      );
    case 'here':
      return <>{children(asked.value)}</>;
  }
}
