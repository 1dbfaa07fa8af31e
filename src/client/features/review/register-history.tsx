import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { later } from '#client/ui/later.tsx';
import { Disclosure } from '#client/ui/layout/section.tsx';
import { t as words } from '#client/ui/registers/register-texts.ts';
import { registerTitle, valueText } from '#client/ui/registers/register-words.ts';
import type { FoldedChange } from '#domain/change/register-state.ts';
import { refuseRedaction } from '#domain/visit/redaction.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { registerContext } from './register-context.ts';
import { t as more } from './register-texts.ts';
import type { ReviewModel } from './review-model.ts';
import { t } from './texts.ts';

const EraseDialog = later(async () => (await import('./erase-dialog.tsx')).EraseDialog);

interface RegisterHistoryProps {
  readonly model: ReviewModel;
  readonly register: string;
  /** Named by what it is about; else by "history". */
  readonly isNamed?: boolean;
}

/** Every value a register has had, by whom and when, what became of each; and the way to erase them. */
export function RegisterHistory({ model, register, isNamed = false }: RegisterHistoryProps) {
  const isErasing = useSignal(false);
  const shown = useSignal<boolean | null>(null);
  // Reading the view ties the list to later changes of the visit.
  const context = registerContext(model);
  const parsed = parseRegister(register);
  const changes = parsed === null ? [] : model.open.history(parsed);
  if (changes.length === 0) return null;
  const canErase = mayErase(model) && changes.some((change) => !change.isErased && change.standing.kind !== 'pending');
  const isOpen = shown.value ?? (!isNamed && changes.length > 1);
  return (
    <Disclosure
      summary={isNamed ? registerTitle(context, register) : t.history}
      aside={formatNumber(changes.length)}
      open={isOpen}
      onToggle={(open) => (shown.value = open)}
    >
      <ol class="plain-list review-history">
        {(isOpen ? changes.toReversed() : []).map((change) => (
          <li key={change.id}>
            <span>{change.isErased ? erasedText(model, change) : valueText(context, register, change.value)}</span>
            <span class="small muted">
              {model.personName(change.author)} · {formatInstant(change.at)}
              {standingText(model, change)}
            </span>
          </li>
        ))}
      </ol>
      {canErase && (
        <Button kind="quiet" icon="trash" onClick={() => (isErasing.value = true)}>
          {more.erase}
        </Button>
      )}
      {isErasing.value && <EraseDialog model={model} register={register} onClose={() => (isErasing.value = false)} />}
    </Disclosure>
  );
}

function mayErase({ open, workspace }: ReviewModel): boolean {
  const { roles, person } = workspace.session;
  const isMember = open.view.value.members.includes(person.id);
  return refuseRedaction({ roles, isMember, hasAssessed: isMember }) === null;
}

export function erasedText({ personName }: Pick<ReviewModel, 'personName'>, { erasure }: FoldedChange): string {
  return erasure === undefined ? words.erased : words.erasedBy(personName(erasure.by), erasure.reason);
}

function standingText({ personName }: ReviewModel, { standing }: FoldedChange): string {
  switch (standing.kind) {
    case 'pending':
      return ` · ${t.standingPending}`;
    case 'held':
      return ` · ${t.standingHeld}`;
    case 'declined':
      return ` · ${more.declinedBecause(personName(standing.decision.by), standing.decision.reason)}`;
    case 'taken-in':
      return ` · ${more.takenInBecause(personName(standing.decision.by), standing.decision.reason)}`;
    case 'accepted':
      return standing.late ? ` · ${t.standingLate}` : '';
  }
}
