import { useSignal } from '@preact/signals';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import { registerTitle, valueText } from '#client/ui/registers/register-words.ts';
import type { ChangeId } from '#domain/ids.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { registerContext } from './register-context.ts';
import { t } from './register-texts.ts';
import type { ReviewModel } from './review-model.ts';

interface EraseDialogProps {
  readonly model: ReviewModel;
  readonly register: string;
  readonly onClose: () => void;
}

/** Which values of one register are erased, what that does, and why: the server does it, and it is for ever. */
export function EraseDialog({ model, register, onClose }: EraseDialogProps) {
  const parsed = parseRegister(register);
  const context = registerContext(model);
  const changes = parsed === null ? [] : model.open.history(parsed).filter((change) => !change.isErased);
  const left = useSignal<ReadonlySet<ChangeId>>(new Set());
  const chosen = changes.filter(({ id }) => !left.value.has(id)).map(({ id }) => id);
  const toggle = (id: ChangeId, isChosen: boolean): void => {
    const next = new Set(left.value);
    if (isChosen) next.delete(id);
    else next.add(id);
    left.value = next;
  };
  return (
    <DecisionDialog
      title={t.eraseTitle}
      confirm={t.eraseConfirm}
      isDangerous
      reasonLabel={t.eraseReason}
      needsReason
      isBlocked={chosen.length === 0}
      words={{ valueNeeded: t.valueNeeded }}
      onClose={onClose}
      onConfirm={(reason) => model.open.redact(chosen, reason)}
    >
      <Stack gap={3}>
        <p>
          <strong>{registerTitle(context, register)}</strong>
        </p>
        <p>{t.eraseHelp}</p>
        {parsed?.kind === 'answer' && <p>{t.eraseAnswer}</p>}
        <p class="muted small">{t.eraseArchive}</p>
        <fieldset class="review-erase-list">
          <legend>{t.eraseWhich}</legend>
          {changes.map((change) => (
            <Checkbox
              key={change.id}
              label={valueText(context, register, change.value)}
              hint={`${model.personName(change.author)} · ${formatInstant(change.at)}`}
              checked={!left.value.has(change.id)}
              onChange={(isChosen) => toggle(change.id, isChosen)}
            />
          ))}
        </fieldset>
      </Stack>
    </DecisionDialog>
  );
}
