import { type Signal, signal } from '@preact/signals';
import { IndicatorId, type SubjectId, SubjectId as SubjectIdSchema } from '#domain/ids.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import type { Order } from './way.ts';

/** Where on the way the assessor is. Kept in the address, so that a reload, or a killed tab, comes back to the same page. */
export interface Place {
  readonly order: Signal<Order>;
  readonly stop: Signal<string | null>;
  readonly subject: Signal<SubjectId | null>;
  /** A card to show first (`lihat=subject/indicator`), a kind of subject to begin with (`jenis=user`), or the tray (`baki=1`): jumps from elsewhere. */
  readonly jump: { readonly card: AnswerKey | null; readonly kind: string | null; readonly isToTray: boolean };
  /** What is seen where there is room for one pane only. */
  readonly pane: Signal<'list' | 'content'>;
}

/** @param left where this visit was left: a jump goes elsewhere on the way, but in the order that was chosen. */
export function placeFromAddress(search: string, left = ''): Place {
  const query = new URLSearchParams(search || left);
  const isJump = ['lihat', 'jenis', 'baki'].some((name) => query.has(name));
  const order = (isJump ? new URLSearchParams(left) : query).get('urut');
  const subject = SubjectIdSchema.safeParse(query.get('subjek'));
  return {
    order: signal<Order>(order === 'jalan' ? 'walk' : 'dimension'),
    stop: signal(query.get('bagian')),
    subject: signal(subject.success ? subject.data : null),
    jump: { card: cardIn(query.get('lihat')), kind: query.get('jenis'), isToTray: query.has('baki') },
    pane: signal<'list' | 'content'>('content'),
  };
}

function cardIn(text: string | null): AnswerKey | null {
  const [subject, indicator] = text?.split('/') ?? [];
  const ids = { subject: SubjectIdSchema.safeParse(subject), indicator: IndicatorId.safeParse(indicator) };
  return ids.subject.success && ids.indicator.success ? answerKey(ids.subject.data, ids.indicator.data) : null;
}

export function addressOf(place: Place, path: string): string {
  const query = new URLSearchParams();
  if (place.order.value === 'walk') query.set('urut', 'jalan');
  if (place.stop.value !== null) query.set('bagian', place.stop.value);
  if (place.subject.value !== null) query.set('subjek', place.subject.value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
