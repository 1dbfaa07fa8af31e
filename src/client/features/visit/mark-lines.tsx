import { formatNumber } from '#client/ui/i18n/format.ts';
import { Icon } from '#client/ui/icon.tsx';
import { t as words } from '#client/ui/registers/register-texts.ts';
import type { FoldedChange } from '#domain/change/register-state.ts';
import type { Marks } from './marks.ts';
import { t } from './sheet-texts.ts';

interface MarkLinesProps {
  readonly marks: Marks;
  readonly heads: readonly FoldedChange[];
  readonly personName: (id: string) => string;
}

/** What a supervisor, or the law, has said about an answer. */
export function MarkLines({ marks, heads, personName }: MarkLinesProps) {
  return (
    <>
      {marks.returned !== null && (
        <p class="answer-mark answer-mark-alert">
          <Icon name="flag" size={20} />
          <span>
            <strong>{t.returnedBecause}:</strong> {marks.returned}
            {marks.isCorrected && <span class="muted"> ({t.corrected})</span>}
          </span>
        </p>
      )}
      {marks.held > 0 && <p class="answer-mark">{t.held(formatNumber(marks.held))}</p>}
      {marks.declined !== null && <p class="answer-mark">{t.declined(marks.declined)}</p>}
      <ErasedLines heads={heads} personName={personName} />
    </>
  );
}

/** Whose word it was that what stood here is gone, and why. */
export function ErasedLines({ heads, personName }: Omit<MarkLinesProps, 'marks'>) {
  return (
    <>
      {heads
        .filter(({ isErased }) => isErased)
        .map(({ id, erasure }) => (
          <p class="answer-mark" key={id}>
            {erasure === undefined ? t.erased : words.erasedBy(personName(erasure.by), erasure.reason)}
          </p>
        ))}
    </>
  );
}
