import type { SubjectId } from '#domain/ids.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import type { VisitModel } from './visit-model.ts';

export function dropPhoto(event: DragEvent, model: VisitModel, subject: SubjectId, indicator: Indicator): void {
  const id = event.dataTransfer?.getData('application/x-tilik-photo');
  if (!id) return;
  event.preventDefault();
  void attachPhoto(model, id, subject, indicator);
}

export async function attachPhoto(
  model: VisitModel,
  id: string | null,
  subject: SubjectId,
  indicator: Indicator,
): Promise<void> {
  const photo = model.open.view.value.evidence.find((entry) => entry.id === id)?.value;
  if (id === null || !photo) return;
  model.attaching.value = null;
  await model.open.write({ kind: 'evidence', id }, { ...photo, attachedTo: { subject, indicator: indicator.id } });
}
