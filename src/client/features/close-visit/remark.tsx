import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '#client/ui/button.tsx';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { ClosingProps } from './closing-props.ts';
import { t } from './texts.ts';

/** What the office said in the closing meeting, in its own words. Kept on leaving the field. */
export function Remark({ open }: ClosingProps) {
  const { value, conflict } = open.view.value.remark;
  const kept = value?.text ?? '';
  const draft = useSignal(kept);
  const shown = useRef(kept);
  const canEdit = open.canEdit.value;
  // What another tablet wrote, or was chosen of two, replaces words that nobody is changing here.
  useEffect(() => {
    if (draft.value === shown.current) draft.value = kept;
    shown.current = kept;
  }, [kept, draft]);
  const save = (): void => {
    const text = draft.value.trim();
    if (text === kept) return;
    shown.current = draft.value;
    void open.write({ kind: 'visit', field: 'remark' }, text === '' ? null : { text });
  };
  // Two remarks stand: leaving the field must not choose between them unseen.
  if (conflict.length > 0)
    return (
      <Section title={t.remark}>
        <p class="muted">{t.remarkDiffers}</p>
      </Section>
    );
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
