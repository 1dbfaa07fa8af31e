import { useComputed } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { reportFault } from '#client/platform/report-fault.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { later } from '#client/ui/later.tsx';
import type { SubjectId } from '#domain/ids.ts';
import type { Register } from '#domain/visit/register.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import { type Field, firstRound } from '#domain/visit/visit-view.ts';
import { answerByKey } from './answer-keys.ts';
import { notApplicable, Options } from './answer-options.tsx';
import { AttachHere, FoldedMarks, type Sheet, Tools } from './answer-tools.tsx';
import { attachPhoto, dropPhoto } from './attach-photo.ts';
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
  const owesReason = field.value?.kind === notApplicable && !field.value.reason;
  const isSettled = value !== null && !owesReason && (marks.returned === null || marks.isCorrected);
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
  const write = (chosen: string | null): void => {
    model.current.value = key;
    const before = field.value;
    const option = indicator.options.find(({ id }) => id === chosen);
    void model.open.write(
      register,
      chosen === null ? null : option ? { kind: 'option', option: option.id } : { kind: notApplicable },
    );
    // A stray tap on an answer that stood is taken back as easily.
    if (before && chosen !== value)
      void import('./undo-change.ts').then(({ offerUndo }) => offerUndo(model, register, before, !chosen), reportFault);
  };
  const isConflict = field.conflict.length > 0;
  const tone = isConflict || (marks.returned !== null && !marks.isCorrected) ? ' answer-attention' : '';
  const titleId = `q-${subject}-${indicator.id}`;
  const showsDetails = !isFolded || isConflict;
  const owesPhoto =
    indicator.evidence === 'required' && value !== null && value !== notApplicable && marks.photos === 0;
  const details = { model, subject, indicator, field, canEdit, marks };
  const attach = () => void attachPhoto(model, model.attaching.value, subject, indicator);
  return (
    <article
      class={`answer-card${isFolded && !isConflict ? ' answer-folded' : ''}${tone}`}
      ref={article}
      id={`card-${subject}-${indicator.id}`}
      aria-labelledby={titleId}
      onFocusIn={() => {
        model.current.value = key;
      }}
      onKeyDown={(event) => answerByKey(event, canEdit ? indicator : null, write)}
      onDragOver={(event) => canEdit && event.preventDefault()}
      onDrop={(event) => dropPhoto(event, model, subject, indicator)}
    >
      <header class="answer-head">
        <span class="answer-number">{number}</span>
        <div class="answer-title">
          <h3 id={titleId}>{localText(indicator.text)}</h3>
          {!isFolded && indicator.help && model.kind.value.letter && (
            <p class="muted small">{localText(indicator.help)}</p>
          )}
        </div>
        {isFolded && <FoldedMarks marks={marks} owesPhoto={owesPhoto} onOpen={() => setIsFolded(false)} />}
      </header>
      {isConflict && <CardDetails kind="conflict" {...details} />}
      {!isConflict && (
        <Options indicator={indicator} name={key} value={value} canEdit={canEdit} titleId={titleId} onSelect={write} />
      )}
      {hasLines(marks, showsDetails) && <CardDetails kind="marks" {...details} />}
      {showsDetails && needsDetails(marks, field) && <CardDetails kind="always" {...details} />}
      {!showsDetails && isAttaching && canEdit && (
        <div>
          <AttachHere onAttach={attach} />
        </div>
      )}
      {showsDetails && (
        <Tools
          marks={marks}
          isAnswered={value !== null}
          owesPhoto={owesPhoto}
          canEdit={canEdit}
          isAttaching={isAttaching && canEdit}
          sheet={sheet}
          onSheet={(next) => setSheet(next === sheet ? null : next)}
          onPhoto={() => {
            model.overlay.value = { kind: 'camera', target: { subject, indicator: indicator.id } };
          }}
          onAttach={attach}
          onClear={() => write(null)}
        />
      )}
      {showsDetails && sheet !== null && <CardDetails kind={sheet} {...details} />}
    </article>
  );
}

/** What a folded card must say too: a change that waits, or was not taken in. */
function hasLines(marks: Marks, showsDetails: boolean): boolean {
  return marks.held > 0 || marks.declined !== null || (showsDetails && (marks.returned !== null || marks.isErased));
}

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
