import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { RadioGroup } from '#client/ui/forms/radio-option.tsx';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { Outcome } from '#domain/visit/values.ts';
import type { ClosingProps } from './closing-props.ts';
import { t } from './texts.ts';

const kinds = ['scored', 'closed', 'refused', 'aborted', 'training'] as const satisfies readonly Outcome['kind'][];
const words = () => ({
  scored: t.scored,
  closed: t.closed,
  refused: t.refused,
  aborted: t.aborted,
  training: t.training,
});

export function outcomeWord(kind: Outcome['kind']): string {
  return words()[kind];
}

/** How the visit ended: with a score, or without one and why. */
export function OutcomeForm({ open }: ClosingProps) {
  const kept = open.view.value.outcome.value;
  const chosen = useSignal<Outcome['kind']>(kept?.kind ?? 'scored');
  const reason = useSignal(kept?.reason ?? '');
  const isTried = useSignal(false);
  const canEdit = open.canEdit.value;
  const write = (kind: Outcome['kind'], why: string) =>
    open.write({ kind: 'visit', field: 'outcome' }, { ...kept, kind, reason: why === '' ? undefined : why });
  const save = (): void => {
    isTried.value = true;
    const why = reason.value.trim();
    if (why !== '') void write(chosen.value, why);
  };
  const isUnsaved = chosen.value !== (kept?.kind ?? 'scored') || reason.value.trim() !== (kept?.reason ?? '');
  return (
    <Section title={t.outcome} description={t.outcomeHelp}>
      <Stack>
        <RadioGroup
          name="outcome"
          legend={t.outcome}
          hideLegend
          value={chosen.value}
          disabled={!canEdit}
          options={kinds.map((kind) => ({ value: kind, label: outcomeWord(kind) }))}
          onSelect={(value) => {
            const kind = kinds.find((candidate) => candidate === value);
            if (kind === undefined) return;
            chosen.value = kind;
            // With a score nothing has to be explained; everything else is kept once its reason is given.
            if (kind === 'scored') {
              reason.value = '';
              void write('scored', '');
            }
          }}
        />
        {chosen.value !== 'scored' && (
          <>
            <TextArea
              label={t.outcomeReason}
              value={reason.value}
              maxLength={2000}
              disabled={!canEdit}
              error={isTried.value && reason.value.trim() === '' ? t.needReason : undefined}
              onInput={(text) => {
                reason.value = text;
              }}
            />
            {canEdit && (
              <div>
                <Button kind="primary" disabled={!isUnsaved} onClick={save}>
                  {t.saveOutcome}
                </Button>
              </div>
            )}
          </>
        )}
      </Stack>
    </Section>
  );
}
