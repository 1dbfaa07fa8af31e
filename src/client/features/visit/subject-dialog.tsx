import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { Select } from '#client/ui/forms/select.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import { type Subject, subjectName } from '#client/ui/subject-name.ts';
import { type NodeId, SubjectId } from '#domain/ids.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import { sampleOf } from '#domain/visit/scoring-input.ts';
import { nextNumber } from './next-number.ts';
import { t } from './sheet-texts.ts';
import { addSubject } from './subject-writes.ts';
import type { VisitModel } from './visit-model.ts';

interface SubjectDialogProps {
  readonly model: VisitModel;
  readonly kind: SubjectKind;
  /** Present: its details are changed. */
  readonly subject?: Subject | undefined;
  readonly onClose: () => void;
}

/** Adds a product, an officer or a respondent, or mends what was entered about one. */
export function SubjectDialog({ model, kind, subject, onClose }: SubjectDialogProps) {
  const entry = subject?.value ?? null;
  const label = useSignal(entry?.label ?? '');
  const role = useSignal<NodeId | null>(entry?.role ?? null);
  const parent = useSignal<string | null>(entry?.parent ?? null);
  const isTried = useSignal(false);
  const { view, instrument } = model.open;
  const { target } = sampleOf(instrument, view.value, kind.id);
  const isFull = subject === undefined && model.subjectsHere.value.length >= target;
  const isRefused = isFull && kind.overTarget === 'refuse';
  const asksName = kind.letter === undefined;
  const needsName = asksName && kind.roles === undefined;
  const parents = model.subjects.value.filter(
    ({ value }) => value?.kind === kind.parent && value?.withdrawn === undefined,
  );
  const isWhole =
    (!needsName || label.value.trim() !== '') &&
    (kind.roles === undefined || role.value !== null) &&
    (kind.parent === undefined || parent.value !== null);

  const save = async (): Promise<void> => {
    isTried.value = true;
    if (!isWhole || isRefused) return;
    const text = label.value.trim();
    const { label: _label, role: _role, parent: _parent, ...kept } = entry ?? {};
    const details = {
      ...kept,
      ...(text === '' ? {} : { label: text }),
      ...(role.value === null ? {} : { role: role.value }),
      ...(parent.value === null ? {} : { parent: SubjectId.parse(parent.value) }),
    };
    onClose();
    if (subject === undefined) await addSubject(model, kind, details);
    else
      await model.open.write(
        { kind: 'subject', id: SubjectId.parse(subject.id) },
        { ...details, kind: kind.id, number: entry?.number ?? 1 },
      );
  };
  const title = localText(kind.title).toLocaleLowerCase();
  return (
    <Dialog
      open
      title={subject === undefined ? t.newSubject(title) : t.editSubject(title)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" type="submit" form="subject" disabled={isRefused}>
            {subject === undefined ? t.add : t.save}
          </Button>
        </>
      }
    >
      <form
        id="subject"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          {isFull && (
            <Banner tone={isRefused ? 'problem' : 'info'}>
              {isRefused ? t.overRefused(formatNumber(target)) : t.over(formatNumber(target))}
            </Banner>
          )}
          {kind.roles && (
            <Select
              label={t.role}
              value={role.value}
              placeholder={t.chooseRole}
              options={kind.roles.map(({ id, title: name }) => ({ value: id, label: localText(name) }))}
              error={isTried.value && role.value === null ? t.needRole : undefined}
              onChange={(chosen) => {
                role.value = chosen;
              }}
            />
          )}
          {asksName && (
            <TextField
              label={kind.id === 'product' ? t.nameOfProduct : kind.roles ? t.nameOfOfficer : t.name}
              optional={!needsName}
              maxLength={300}
              value={label.value}
              error={isTried.value && needsName && label.value.trim() === '' ? t.needName : undefined}
              onInput={(text) => {
                label.value = text;
              }}
            />
          )}
          {!asksName && (
            <p>{t.numberOnly(`${kind.letter ?? ''}${entry?.number ?? nextNumber(kind, model.subjects.value)}`)}</p>
          )}
          {kind.parent && (
            <Select
              label={t.belongsTo}
              value={parent.value}
              placeholder={t.chooseParent}
              options={parents.map((one) => ({ value: one.id, label: parentName(model, kind, one) }))}
              error={isTried.value && parent.value === null ? t.needParent : undefined}
              onChange={(chosen) => {
                parent.value = chosen;
              }}
            />
          )}
        </Stack>
      </form>
    </Dialog>
  );
}

function parentName(model: VisitModel, kind: SubjectKind, subject: Subject): string {
  const parentKind = model.open.instrument.subjectKinds.find(({ id }) => id === kind.parent);
  return parentKind ? subjectName(parentKind, subject, model.subjects.value) : subject.id;
}
