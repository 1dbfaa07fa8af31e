import { useSignal } from '@preact/signals';
import { Disclosure } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { RegisterHistory } from './register-history.tsx';
import { t } from './register-texts.ts';
import type { ReviewModel } from './review-model.ts';

/** What stands beside the answers, where most names are: officials, signatures, respondents, comments, photos, notes. */
export function VisitRecords({ model }: { readonly model: ReviewModel }) {
  // Drawn when asked for: hundreds of entries that nobody looks at would slow every answer.
  const isOpen = useSignal(false);
  const names = isOpen.value ? recordsOf(model.open.view.value) : [];
  return (
    <Disclosure summary={t.records} open={isOpen.value} onToggle={(open) => (isOpen.value = open)}>
      <Stack gap={2}>
        <p class="muted small">{t.recordsHelp}</p>
        {isOpen.value && names.length === 0 && <p class="muted">{t.noRecords}</p>}
        {names.map((name) => (
          <RegisterHistory key={name} model={model} register={name} isNamed />
        ))}
      </Stack>
    </Disclosure>
  );
}

function recordsOf(view: VisitView): readonly string[] {
  const { assignmentLetter, remark, outcome, officials, signatures, subjects, comments, evidence, notes, erased } =
    view;
  const fields = [assignmentLetter, outcome, remark].filter(({ heads }) => heads.length > 0);
  const standing = [
    ...fields,
    ...officials,
    ...signatures,
    ...subjects,
    ...comments,
    ...evidence,
    ...notes.values(),
    ...erased,
  ];
  return [...new Set(standing.map(({ register }) => register))];
}
