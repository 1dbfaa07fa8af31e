import type { ComponentChildren } from 'preact';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { defineTexts } from '#client/ui/i18n/text.ts';
import { problemText } from '#client/ui/problem-text.ts';
import type { Asked } from './use-asked.ts';

const t = defineTexts({
  id: { loading: 'Sedang diambil…', needsNetwork: 'Halaman ini memerlukan jaringan', retry: 'Coba lagi' },
  en: { loading: 'Fetching…', needsNetwork: 'This page needs a network', retry: 'Try again' },
});

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
