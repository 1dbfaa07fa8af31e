import { Button } from '#client/ui/button.tsx';
import { formatDecimal, formatInstant } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Facts } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { weightText } from '#client/ui/score/weight-text.ts';
import type { SubjectId } from '#domain/ids.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import type { Register } from '#domain/visit/register.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import { type Field, firstRound } from '#domain/visit/visit-view.ts';
import { CardComments } from './card-comments.tsx';
import { KeptText } from './kept-text.tsx';
import { ErasedLines, MarkLines } from './mark-lines.tsx';
import type { Marks } from './marks.ts';
import { PhotoStrip } from './photo-strip.tsx';
import { t } from './sheet-texts.ts';
import type { VisitModel } from './visit-model.ts';
import './card-details.css';

export interface CardDetailsProps {
  readonly kind: 'conflict' | 'marks' | 'always' | 'help' | 'note' | 'comments';
  readonly model: VisitModel;
  readonly subject: SubjectId;
  readonly indicator: Indicator;
  readonly field: Field<AnswerEntry>;
  readonly canEdit: boolean;
  readonly marks: Marks;
}

/** What a card shows beyond question and options; fetched when the first card needs it. */
export function CardDetails(props: CardDetailsProps) {
  switch (props.kind) {
    case 'conflict':
      return <Conflict {...props} />;
    case 'marks':
      return <MarkLines marks={props.marks} heads={props.field.heads} personName={props.model.personName} />;
    case 'always':
      return (
        <>
          {props.field.value?.kind === 'not-applicable' && (
            <WhyNotApplicable {...props} reason={props.field.value.reason} />
          )}
          <PhotoStrip model={props.model} subject={props.subject} indicator={props.indicator.id} />
        </>
      );
    case 'help':
      return <Help indicator={props.indicator} model={props.model} />;
    case 'note':
      return <Note {...props} />;
    case 'comments':
      return <CardComments {...props} />;
  }
}

function answerText(indicator: Indicator, entry: AnswerEntry | null): string {
  if (entry === null) return t.takenBack;
  if (entry.kind === 'not-applicable') return entry.reason ? `${t.notApplicable}: ${entry.reason}` : t.notApplicable;
  const option = indicator.options.find(({ id }) => id === entry.option);
  return option ? `${localText(option.label)} (${t.points(formatDecimal(option.points))})` : entry.option;
}

/** Both values with who gave them and when; no clock decides, a person does. */
function Conflict({ model, subject, indicator, field, canEdit }: CardDetailsProps) {
  const register: Register = { kind: 'answer', round: firstRound, subject, indicator: indicator.id };
  return (
    <section class="conflict" aria-label={t.conflictTitle}>
      <p class="conflict-title">{t.conflictTitle}</p>
      <ul class="plain-list conflict-sides">
        {field.conflict.map((side) => (
          <li class="conflict-side" key={side.heads[0]?.id}>
            <p class="conflict-value">{answerText(indicator, side.value)}</p>
            {side.heads.map((head) => (
              <p class="muted small" key={head.id}>
                {model.personName(head.author)} · {formatInstant(head.at)}
              </p>
            ))}
            {canEdit && (
              <Button kind="secondary" icon="check" onClick={() => void model.open.write(register, side.value)}>
                {t.useThis}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function WhyNotApplicable({
  model,
  subject,
  indicator,
  reason,
  canEdit,
}: CardDetailsProps & { readonly reason: string | undefined }) {
  const register: Register = { kind: 'answer', round: firstRound, subject, indicator: indicator.id };
  return (
    <KeptText
      label={t.whyNotApplicable}
      owed={t.needReason}
      kept={reason ?? ''}
      isDisabled={!canEdit}
      onKeep={(text) =>
        model.open.write(register, { kind: 'not-applicable', ...(text === '' ? {} : { reason: text }) })
      }
    />
  );
}

function Note({ model, subject, indicator, canEdit }: CardDetailsProps) {
  const field = model.open.note(answerKey(subject, indicator.id)).value;
  const register: Register = { kind: 'note', round: firstRound, subject, indicator: indicator.id };
  return (
    <Stack gap={2}>
      <ErasedLines heads={field.heads} personName={model.personName} />
      {field.conflict.map((side) => (
        <Row key={side.heads[0]?.id} justify="between">
          <p>
            {side.value?.text ?? t.takenBack}{' '}
            <span class="muted small">{side.heads.map((head) => model.personName(head.author)).join(', ')}</span>
          </p>
          {canEdit && <Button onClick={() => void model.open.write(register, side.value)}>{t.useThis}</Button>}
        </Row>
      ))}
      {field.conflict.length === 0 && (
        <KeptText
          label={t.note}
          kept={field.value?.text ?? ''}
          isDisabled={!canEdit}
          hasFocus
          onKeep={(text) => model.open.write(register, text === '' ? null : { text })}
        />
      )}
    </Stack>
  );
}

function Help({ indicator, model }: { readonly indicator: Indicator; readonly model: VisitModel }) {
  const place = model.open.instrument.places.find(({ id }) => id === indicator.place);
  const methods = { observation: t.observation, interview: t.interview, document: t.document };
  const facts = [
    ...(place ? [{ term: t.place, value: localText(place.title) }] : []),
    { term: t.method, value: methods[indicator.method] },
    ...(indicator.legalBasis ? [{ term: t.legalBasis, value: indicator.legalBasis }] : []),
    { term: t.weight, value: weightText(indicator.weight) },
  ];
  return (
    <section class="card-help" aria-label={t.help}>
      {indicator.help && <p>{localText(indicator.help)}</p>}
      <Facts facts={facts} />
      {indicator.weightProvenance === 'assumed' && <p class="muted small">{t.assumedWeight}</p>}
    </section>
  );
}
