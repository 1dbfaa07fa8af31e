import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { TextArea, TextField } from '#client/ui/forms/text-field.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import { sampleOf } from '#domain/visit/scoring-input.ts';
import { t } from './sheet-texts.ts';
import type { VisitModel } from './visit-model.ts';

interface SampleDialogProps {
  readonly model: VisitModel;
  readonly kind: SubjectKind;
  readonly onClose: () => void;
}

/** The planned sample is data of the visit. It ends short of its target only by a person, with a reason. */
export function SampleDialog({ model, kind, onClose }: SampleDialogProps) {
  const view = model.open.view.value;
  const plan = view.samples.get(kind.id);
  const now = sampleOf(model.open.instrument, view, kind.id);
  const seen = view.subjects.filter(({ value }) => value?.kind === kind.id && value.withdrawn === undefined).length;
  const target = useSignal(String(now.target));
  const isClosed = useSignal(now.closed);
  const reason = useSignal(plan?.closed?.reason ?? '');
  const isTried = useSignal(false);

  const number = /^\d{1,4}$/.test(target.value.trim()) ? Number(target.value) : Number.NaN;
  const isNumber = number >= 0 && number <= 1000;
  const isReasoned = !isClosed.value || reason.value.trim() !== '';
  const save = async (): Promise<void> => {
    isTried.value = true;
    if (!isNumber || !isReasoned) return;
    onClose();
    const closed = isClosed.value ? { closed: { reason: reason.value.trim() } } : {};
    await model.open.write({ kind: 'sample', subjectKind: kind.id }, { target: number, ...closed });
  };
  return (
    <Dialog
      open
      title={t.sampleTitle(localText(kind.title))}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t.save}
          </Button>
        </>
      }
    >
      <Stack>
        <p>
          {t.sampleNow(formatNumber(seen), formatNumber(now.target))} {t.sampleMin(formatNumber(kind.sample.min))}
        </p>
        <TextField
          label={t.sampleTarget}
          inputMode="numeric"
          value={target.value}
          error={isTried.value && !isNumber ? t.needNumber : undefined}
          onInput={(text) => {
            target.value = text;
          }}
        />
        <Checkbox
          label={t.closeSample}
          hint={t.closeSampleHelp}
          checked={isClosed.value}
          onChange={(checked) => {
            isClosed.value = checked;
          }}
        />
        {isClosed.value && (
          <TextArea
            label={t.reason}
            value={reason.value}
            error={isTried.value && !isReasoned ? t.needReason : undefined}
            maxLength={2000}
            onInput={(text) => {
              reason.value = text;
            }}
          />
        )}
      </Stack>
    </Dialog>
  );
}
