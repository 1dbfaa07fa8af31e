import type { RegisterContext } from '#client/ui/registers/register-words.ts';
import type { ReviewModel } from './review-model.ts';

export function registerContext({ open, workspace, personName }: ReviewModel): RegisterContext {
  return {
    instrument: open.instrument,
    view: open.view.value,
    personName,
    officeName: (id) => workspace.directory.value?.offices.find((office) => office.id === id)?.name,
  };
}
