import { useEffect, useRef } from 'preact/hooks';
import { Button, IconButton } from '#client/ui/button.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Icon } from '#client/ui/icon.tsx';
import { type Subject, subjectName } from '#client/ui/subject-name.ts';
import { SubjectId } from '#domain/ids.ts';
import { tallyOf } from './progress.ts';
import { startAdding } from './subject-writes.ts';
import { t } from './texts.ts';
import type { VisitModel } from './visit-model.ts';
import { indicatorsOf } from './way.ts';

/** The people or products asked on this page, one chip each; a check on those of whom everything has been asked. */
export function SubjectStrip({ model }: { readonly model: VisitModel }) {
  const kind = model.kind.value;
  const chosen = model.subject.value;
  const list = model.subjectsHere.value;
  const canEdit = model.open.canEdit.value;
  const title = localText(kind.title).toLocaleLowerCase();
  return (
    <div class="subjects">
      <ul class="plain-list subject-chips" aria-label={t.choose(title)}>
        {list.map((subject) => (
          <li key={subject.id}>
            <Chip model={model} subject={subject} isChosen={subject.id === chosen} />
          </li>
        ))}
        {canEdit && (
          <li>
            <Button icon="plus" onClick={() => startAdding(model)}>
              {t.add(title)}
            </Button>
          </li>
        )}
      </ul>
      <div class="subject-tools">
        <SampleLine model={model} />
        {canEdit && chosen !== null && (
          <>
            {(kind.letter === undefined || kind.roles !== undefined || kind.parent !== undefined) && (
              <IconButton
                icon="pen"
                label={t.editSubject}
                onClick={() => {
                  model.overlay.value = { kind: 'edit-subject', subject: chosen };
                }}
              />
            )}
            <Button
              kind="quiet"
              onClick={() => {
                model.overlay.value = { kind: 'withdraw-subject', subject: chosen };
              }}
            >
              {kind.letter ? t.withdrawRespondent : t.withdrawSubject}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function SampleLine({ model }: { readonly model: VisitModel }) {
  const kind = model.kind.value;
  const sample = model.open.completeness.value.samples.find((candidate) => candidate.kind === kind.id);
  if (sample === undefined) return null;
  const words = t.asked(
    formatNumber(sample.seen),
    formatNumber(sample.target),
    localText(kind.title).toLocaleLowerCase(),
  );
  return (
    <>
      <span class="muted">
        {words}
        {sample.isClosed && ` · ${t.sampleClosed}`}
      </span>
      {model.open.canEdit.value && (
        <Button
          kind="quiet"
          icon="settings"
          onClick={() => {
            model.overlay.value = { kind: 'sample', of: kind.id };
          }}
        >
          {t.planSample}
        </Button>
      )}
    </>
  );
}

function Chip({
  model,
  subject,
  isChosen,
}: {
  readonly model: VisitModel;
  readonly subject: Subject;
  readonly isChosen: boolean;
}) {
  const id = SubjectId.parse(subject.id);
  const { answered, expected } = tallyOf(
    indicatorsOf(model.stop.value),
    model.states.value,
    model.open.completeness.value,
    id,
  );
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) button.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isChosen]);
  const isWhole = answered >= expected;
  return (
    <button
      class={`subject-chip${isChosen ? ' subject-chosen' : ''}`}
      ref={button}
      type="button"
      aria-pressed={isChosen}
      onClick={() => {
        model.place.subject.value = id;
      }}
    >
      {isWhole && <Icon name="check" size={16} label={t.complete} />}
      <span>{subjectName(model.kind.value, subject, model.subjects.value)}</span>
      {!isWhole && (
        <span class="muted small figure">
          {formatNumber(answered)}/{formatNumber(expected)}
        </span>
      )}
    </button>
  );
}
