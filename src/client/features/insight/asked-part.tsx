import type { ComponentChildren } from 'preact';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';
import type { Asked } from './use-asked.ts';

interface AskedPartProps<T> {
  readonly asked: Asked<T>;
  readonly children: (found: T) => ComponentChildren;
}

/** An answer, or why there is none yet. */
export function AskedPart<T>({ asked, children }: AskedPartProps<T>) {
  if (asked.failure !== null) {
    return (
      <Banner tone="warning" title={t.needsNetwork} actions={<Button onClick={asked.again}>{t.retry}</Button>}>
        {problemText(asked.failure)}
      </Banner>
    );
  }
  if (asked.found === null) return <Waiting label={t.loading} />;
  return <div>{children(asked.found)}</div>;
}
