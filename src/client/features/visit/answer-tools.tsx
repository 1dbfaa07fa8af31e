import { Button, IconButton } from '#client/ui/button.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { Indicator } from '#domain/instrument/instrument.ts';
import type { Marks } from './marks.ts';
import { t } from './texts.ts';

/** What opens under a card. */
export type Sheet = 'help' | 'note' | 'comments';

export function FoldedMarks({ marks, onOpen }: { readonly marks: Marks; readonly onOpen: () => void }) {
  return (
    <span class="answer-marks">
      {marks.photos > 0 && (
        <span class="small nowrap">
          <Icon name="photo" size={16} label={t.photoCount(formatNumber(marks.photos))} /> {formatNumber(marks.photos)}
        </span>
      )}
      {marks.hasNote && <Icon name="note" size={16} label={t.noteFilled} />}
      {marks.comments > 0 && <Icon name="comment" size={16} label={t.comments(formatNumber(marks.comments))} />}
      <IconButton icon="chevronDown" label={t.expand} expanded={false} onClick={onOpen} />
    </span>
  );
}

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

interface ToolsProps {
  readonly indicator: Indicator;
  readonly marks: Marks;
  readonly isAnswered: boolean;
  readonly canEdit: boolean;
  readonly isAttaching: boolean;
  readonly sheet: Sheet | null;
  readonly onSheet: (sheet: Sheet) => void;
  readonly onPhoto: () => void;
  readonly onAttach: () => void;
  readonly onClear: () => void;
}

export function Tools({
  indicator,
  marks,
  isAnswered,
  canEdit,
  isAttaching,
  onSheet,
  onPhoto,
  onAttach,
  onClear,
}: ToolsProps) {
  const owesPhoto = indicator.evidence === 'required' && isAnswered && marks.photos === 0;
  const photoLabel =
    marks.photos > 0 ? t.photoCount(formatNumber(marks.photos)) : owesPhoto ? t.photoRequired : t.photo;
  return (
    <footer class="answer-tools">
      {isAttaching ? (
        <Button kind="primary" icon="photo" onClick={onAttach}>
          {t.photoHere}
        </Button>
      ) : (
        canEdit && (
          <Button kind={owesPhoto ? 'secondary' : 'quiet'} icon="camera" onClick={onPhoto}>
            {photoLabel}
          </Button>
        )
      )}
      <Button kind="quiet" icon="note" onClick={() => onSheet('note')}>
        {marks.hasNote ? t.noteFilled : t.note}
      </Button>
      <Button kind="quiet" icon="info" onClick={() => onSheet('help')}>
        {t.help}
      </Button>
      {marks.comments > 0 && (
        <Button kind="quiet" icon="comment" onClick={() => onSheet('comments')}>
          {t.comments(formatNumber(marks.comments))}
        </Button>
      )}
      {isAnswered && canEdit && (
        <Button kind="quiet" icon="close" onClick={onClear}>
          {t.clear}
        </Button>
      )}
      {indicator.weightProvenance === 'assumed' && <span class="answer-assumed muted small">{t.assumedWeight}</span>}
    </footer>
  );
}
