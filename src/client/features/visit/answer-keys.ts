import type { Indicator } from '#domain/instrument/instrument.ts';

/** Points where they are whole numbers of one digit that differ; the place in the list otherwise. */
export function shortcutOf(indicator: Indicator, at: number): string {
  const points = indicator.options.map((option) => option.points);
  const isTelling = points.every((text) => /^\d$/.test(text)) && new Set(points).size === points.length;
  return isTelling ? (points[at] ?? '') : String(at + 1);
}

/**
 * A digit answers the card that has the focus; up and down go from card to card, which leaves left and right to the radios
 * themselves. `indicator` is null while nothing may be answered.
 */
export function answerByKey(event: KeyboardEvent, indicator: Indicator | null, answer: (option: string) => void): void {
  const target = event.target;
  const isTyping =
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio');
  if (isTyping || event.ctrlKey || event.altKey || event.metaKey || !(event.currentTarget instanceof HTMLElement))
    return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    focusCard(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
    return;
  }
  const option = indicator?.options.find((_, at) => indicator && shortcutOf(indicator, at) === event.key);
  if (option === undefined) return;
  event.preventDefault();
  answer(option.id);
  event.currentTarget.querySelector<HTMLInputElement>(`input[value="${option.id}"]`)?.focus();
}

function focusCard(card: HTMLElement, step: 1 | -1): void {
  const cards = [...document.querySelectorAll<HTMLElement>('article.answer-card')];
  const next = cards[cards.indexOf(card) + step];
  if (next === undefined) return;
  next.scrollIntoView({ block: 'nearest' });
  (
    next.querySelector<HTMLElement>('input[type=radio]:checked') ??
    next.querySelector<HTMLElement>('input[type=radio], button')
  )?.focus();
}
