import { type Signal, signal } from '@preact/signals';
import type { SubjectId } from '#domain/ids.ts';
import { SubjectId as SubjectIdSchema } from '#domain/ids.ts';
import type { Order } from './way.ts';

/** Where on the way the assessor is. Kept in the address, so that a reload, or a killed tab, comes back to the same page. */
export interface Place {
  readonly order: Signal<Order>;
  readonly stop: Signal<string | null>;
  readonly subject: Signal<SubjectId | null>;
  /** What is seen where there is room for one pane only. */
  readonly pane: Signal<'list' | 'content'>;
}

export function placeFromAddress(search: string): Place {
  const query = new URLSearchParams(search);
  const subject = SubjectIdSchema.safeParse(query.get('subjek'));
  return {
    order: signal<Order>(query.get('urut') === 'jalan' ? 'walk' : 'dimension'),
    stop: signal(query.get('bagian')),
    subject: signal(subject.success ? subject.data : null),
    pane: signal<'list' | 'content'>('content'),
  };
}

export function addressOf(place: Place, path: string): string {
  const query = new URLSearchParams();
  if (place.order.value === 'walk') query.set('urut', 'jalan');
  if (place.stop.value !== null) query.set('bagian', place.stop.value);
  if (place.subject.value !== null) query.set('subjek', place.subject.value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
