import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { ClosingProps } from './closing-props.ts';
import { t } from './texts.ts';

/** What the office said in the closing meeting, in its own words. Kept on leaving the field. */
export function Remark({ open }: ClosingProps) {
  const kept = open.view.value.remark.value?.text ?? '';
  const draft = useSignal(kept);
  const canEdit = open.canEdit.value;
  const save = (): void => {
    const text = draft.value.trim();
    if (text !== kept) void open.write({ kind: 'visit', field: 'remark' }, text === '' ? null : { text });
  };
  return (
    <Section title={t.remark} description={t.remarkHelp}>
      <Stack>
        <TextArea
          label={t.remark}
          hideLabel
          optional
          rows={4}
          maxLength={10_000}
          value={draft.value}
          disabled={!canEdit}
          onInput={(text) => {
            draft.value = text;
          }}
          onBlur={save}
        />
        {canEdit && (
          <div>
            <Button disabled={draft.value.trim() === kept} onClick={save}>
              {t.saveRemark}
            </Button>
          </div>
        )}
      </Stack>
    </Section>
  );
}
