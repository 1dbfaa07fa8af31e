import { useComputed } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, IconButton } from '#client/ui/button.tsx';
import { RadioOption } from '#client/ui/forms/radio-option.tsx';
import { formatDecimal, formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Icon } from '#client/ui/icon.tsx';
import { later } from '#client/ui/later.tsx';
import type { SubjectId } from '#domain/ids.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import type { Register } from '#domain/visit/register.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import { type Field, firstRound } from '#domain/visit/visit-view.ts';
import { answerByKey, shortcutOf } from './answer-keys.ts';
import { type Marks, noMarks } from './marks.ts';
import { whenOutOfSight } from './out-of-sight.ts';
import { t } from './texts.ts';
import type { VisitModel } from './visit-model.ts';
import type { NumberedIndicator } from './way.ts';

const CardDetails = later(async () => (await import('./card-details.tsx')).CardDetails);

export interface AnswerCardProps {
  readonly model: VisitModel;
  readonly entry: NumberedIndicator;
  readonly subject: SubjectId;
}

export const notApplicable = 'not-applicable';

function chosenValue(entry: AnswerEntry | null): string | null {
  if (entry === null) return null;
  return entry.kind === 'option' ? entry.option : notApplicable;
}

/**
 * One question to one subject. It redraws for its own answer and marks alone. An answered card folds to two lines once it has
 * left the screen, never under the finger; its radios stay, so another answer is still one tap away.
 */
export function AnswerCard({ model, entry, subject }: AnswerCardProps) {
  const { indicator, number } = entry;
  const key = answerKey(subject, indicator.id);
  const field = model.open.answer(key).value;
  const canEdit = model.open.canEdit.value;
  const marks = useComputed(() => model.marks.value.get(key) ?? noMarks).value;
  const isWanted = useComputed(() => model.wanted.value === key).value;
  const isAttaching = useComputed(() => model.attaching.value !== null).value;
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const article = useRef<HTMLElement>(null);
  const value = chosenValue(field.value);
  const isSettled = value !== null && (marks.returned === null || marks.isCorrected);
  const [isFolded, setIsFolded] = useState(isSettled);

  useFoldOutOfSight(article, isSettled && !isFolded && sheet === null, () => setIsFolded(true));
  useEffect(() => {
    if (!isWanted || article.current === null) return;
    model.wanted.value = null;
    model.current.value = key;
    setIsFolded(false);
    article.current.scrollIntoView({ block: 'center' });
    article.current.querySelector<HTMLInputElement>('input[type=radio]')?.focus({ preventScroll: true });
  }, [isWanted, key, model]);

  if (marks.isHidden) return <HiddenCard entry={entry} />;
  const register: Register = { kind: 'answer', round: firstRound, subject, indicator: indicator.id };
  const answer = (chosen: string): void => {
    model.current.value = key;
    const option = indicator.options.find(({ id }) => id === chosen);
    void model.open.write(
      register,
      option === undefined ? { kind: notApplicable } : { kind: 'option', option: option.id },
    );
  };
  const isConflict = field.conflict.length > 0;
  const tone = isConflict || (marks.returned !== null && !marks.isCorrected) ? ' answer-attention' : '';
  const titleId = `q-${subject}-${indicator.id}`;
  const showsDetails = !isFolded || isConflict;
  return (
    <article
      class={`answer-card${isFolded && !isConflict ? ' answer-folded' : ''}${tone}`}
      ref={article}
      id={`card-${subject}-${indicator.id}`}
      aria-labelledby={titleId}
      onFocusIn={() => {
        model.current.value = key;
      }}
      onKeyDown={(event) => answerByKey(event, canEdit ? indicator : null, answer)}
      onDragOver={(event) => canEdit && event.preventDefault()}
      onDrop={(event) => dropPhoto(event, model, subject, indicator)}
    >
      <header class="answer-head">
        <span class="answer-number">{number}</span>
        <h3 id={titleId}>{localText(indicator.text)}</h3>
        {isFolded && <FoldedMarks marks={marks} onOpen={() => setIsFolded(false)} />}
      </header>
      {isConflict && (
        <CardDetails
          kind="conflict"
          model={model}
          subject={subject}
          indicator={indicator}
          field={field}
          canEdit={canEdit}
        />
      )}
      {!isConflict && (
        <Options indicator={indicator} name={key} value={value} canEdit={canEdit} titleId={titleId} onSelect={answer} />
      )}
      {(showsDetails || marks.held > 0 || marks.declined !== null) && <MarkLines marks={marks} />}
      {showsDetails && needsDetails(marks, field) && (
        <CardDetails
          kind="always"
          model={model}
          subject={subject}
          indicator={indicator}
          field={field}
          canEdit={canEdit}
        />
      )}
      {showsDetails && (
        <Tools
          indicator={indicator}
          marks={marks}
          isAnswered={value !== null}
          canEdit={canEdit}
          isAttaching={isAttaching && canEdit}
          sheet={sheet}
          onSheet={(next) => setSheet(next === sheet ? null : next)}
          onPhoto={() => {
            model.overlay.value = { kind: 'camera', target: { subject, indicator: indicator.id } };
          }}
          onAttach={() => void attachPhoto(model, model.attaching.value, subject, indicator)}
          onClear={() => void model.open.write(register, null)}
        />
      )}
      {showsDetails && sheet !== null && (
        <CardDetails
          kind={sheet}
          model={model}
          subject={subject}
          indicator={indicator}
          field={field}
          canEdit={canEdit}
        />
      )}
    </article>
  );
}

export type Sheet = 'help' | 'note' | 'comments';

/** A reason to give, photos to see: parts that show by themselves. */
function needsDetails(marks: Marks, field: Field<AnswerEntry>): boolean {
  return marks.photos > 0 || field.value?.kind === notApplicable;
}

function useFoldOutOfSight(
  element: { readonly current: HTMLElement | null },
  isReady: boolean,
  fold: () => void,
): void {
  useEffect(() => {
    if (!isReady || element.current === null) return;
    return whenOutOfSight(element.current, fold);
  }, [isReady, element]);
}

function HiddenCard({ entry }: { readonly entry: NumberedIndicator }) {
  return (
    <p class="answer-hidden muted small">
      <span class="answer-number">{entry.number}</span> {localText(entry.indicator.text)} · {t.notAsked}
    </p>
  );
}

function FoldedMarks({ marks, onOpen }: { readonly marks: Marks; readonly onOpen: () => void }) {
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

interface OptionsProps {
  readonly indicator: Indicator;
  readonly name: string;
  readonly value: string | null;
  readonly canEdit: boolean;
  readonly titleId: string;
  readonly onSelect: (value: string) => void;
}

function Options({ indicator, name, value, canEdit, titleId, onSelect }: OptionsProps) {
  return (
    <div class="answer-options" role="radiogroup" aria-labelledby={titleId}>
      {indicator.options.map((option, at) => (
        <RadioOption
          key={option.id}
          name={name}
          value={option.id}
          label={localText(option.label)}
          points={t.points(formatDecimal(option.points))}
          shortcut={shortcutOf(indicator, at)}
          checked={option.id === value}
          onSelect={onSelect}
          disabled={!canEdit}
        />
      ))}
      {indicator.notApplicableAllowed && (
        <RadioOption
          name={name}
          value={notApplicable}
          label={t.notApplicable}
          shortcut="–"
          checked={value === notApplicable}
          onSelect={onSelect}
          disabled={!canEdit}
        />
      )}
    </div>
  );
}

function MarkLines({ marks }: { readonly marks: Marks }) {
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

function Tools({
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

function dropPhoto(event: DragEvent, model: VisitModel, subject: SubjectId, indicator: Indicator): void {
  const id = event.dataTransfer?.getData('application/x-tilik-photo');
  if (!id) return;
  event.preventDefault();
  void attachPhoto(model, id, subject, indicator);
}

async function attachPhoto(
  model: VisitModel,
  id: string | null,
  subject: SubjectId,
  indicator: Indicator,
): Promise<void> {
  const photo = model.open.view.value.evidence.find((entry) => entry.id === id)?.value;
  if (id === null || !photo) return;
  model.attaching.value = null;
  await model.open.write({ kind: 'evidence', id }, { ...photo, attachedTo: { subject, indicator: indicator.id } });
}
