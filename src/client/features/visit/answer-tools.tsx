import { Button, IconButton } from '#client/ui/button.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { Marks } from './marks.ts';
import { t } from './texts.ts';

/** What opens under a card. */
export type Sheet = 'help' | 'note' | 'comments';

interface FoldedMarksProps {
  readonly marks: Marks;
  readonly owesPhoto: boolean;
  readonly onOpen: () => void;
}

export function FoldedMarks({ marks, owesPhoto, onOpen }: FoldedMarksProps) {
  return (
    <span class="answer-marks">
      {owesPhoto && (
        <span class="small nowrap answer-owed">
          <Icon name="camera" size={16} /> {t.photoRequired}
        </span>
      )}
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

interface ToolsProps {
  readonly marks: Marks;
  readonly isAnswered: boolean;
  readonly owesPhoto: boolean;
  readonly canEdit: boolean;
  readonly isAttaching: boolean;
  readonly sheet: Sheet | null;
  readonly onSheet: (sheet: Sheet) => void;
  readonly onPhoto: () => void;
  readonly onAttach: () => void;
  readonly onClear: () => void;
}

export function AttachHere({ onAttach }: Pick<ToolsProps, 'onAttach'>) {
  return (
    <Button kind="primary" icon="photo" onClick={onAttach}>
      {t.photoHere}
    </Button>
  );
}

export function Tools({
  marks,
  isAnswered,
  owesPhoto,
  canEdit,
  isAttaching,
  onSheet,
  onPhoto,
  onAttach,
  onClear,
}: ToolsProps) {
  const photoLabel =
    marks.photos > 0 ? t.photoCount(formatNumber(marks.photos)) : owesPhoto ? t.photoRequired : t.photo;
  return (
    <footer class="answer-tools">
      {isAttaching ? (
        <AttachHere onAttach={onAttach} />
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
      {(marks.comments > 0 || marks.returned !== null || !canEdit) && (
        <Button kind="quiet" icon="comment" onClick={() => onSheet('comments')}>
          {t.comments(formatNumber(marks.comments))}
        </Button>
      )}
      {isAnswered && canEdit && (
        <Button kind="quiet" icon="close" onClick={onClear}>
          {t.clear}
        </Button>
      )}
    </footer>
  );
}
