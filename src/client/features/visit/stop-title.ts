import { localText } from '#client/ui/i18n/text.ts';
import type { VisitModel } from './visit-model.ts';
import type { Stop } from './way.ts';

/** The variable under its dimension; in walk order the place, under whom it asks. */
export function stopTitle(model: VisitModel, stop: Stop): { readonly over: string; readonly title: string } {
  const group = localText(stop.group.title);
  const part = stop.parts.length === 1 && stop.parts[0] ? localText(stop.parts[0].title) : group;
  return model.place.order.value === 'walk' ? { over: part, title: group } : { over: group, title: part };
}
