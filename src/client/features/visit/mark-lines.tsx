import { formatNumber } from '#client/ui/i18n/format.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { Marks } from './marks.ts';
import { t } from './sheet-texts.ts';

/** What a supervisor, or the law, has said about an answer. */
export function MarkLines({ marks }: { readonly marks: Marks }) {
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
      {marks.isErased && <p class="answer-mark">{t.erased}</p>}
    </>
  );
}
