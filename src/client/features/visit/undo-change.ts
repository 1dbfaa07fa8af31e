import { showToast } from '#client/ui/feedback/toast.tsx';
import type { Register } from '#domain/visit/register.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import { t } from './sheet-texts.ts';
import type { VisitModel } from './visit-model.ts';

/**
 * After an answer that stood was changed or cleared, perhaps by a stray tap: a few seconds to take that back. Nothing is unwritten;
 * the earlier answer is written again.
 */
export function offerUndo({ open }: VisitModel, register: Register, before: AnswerEntry, isCleared: boolean): void {
  showToast(isCleared ? t.answerCleared : t.answerChanged, {
    action: { label: t.undo, onClick: () => void open.write(register, before) },
  });
}
