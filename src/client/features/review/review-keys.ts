import type { ReviewModel } from './review-model.ts';

/** Keys of the review: they rest while something is being typed or a dialog is open. */
export function handleReviewKey(event: KeyboardEvent, model: ReviewModel, showKeys: () => void): void {
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    isTyping(event.target) ||
    document.querySelector('dialog[open]')
  )
    return;
  const row = model.selected.value;
  const act = keyAction(event.key, model, showKeys);
  if (act === null || (row === null && (event.key === 'a' || event.key === 'r'))) return;
  event.preventDefault();
  act();
}

function keyAction(key: string, model: ReviewModel, showKeys: () => void): (() => void) | null {
  const row = model.selected.value;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return () => model.move(1);
    case 'ArrowUp':
    case 'k':
      return () => model.move(-1);
    case 'a':
      return row && model.canReview.value
        ? () => {
            void model.accept(row);
            model.move(1);
          }
        : null;
    case 'r':
      return row && model.canReview.value
        ? () => {
            model.questioning.value = row.key;
          }
        : null;
    case 'p':
      return row?.photos[0]
        ? () => {
            model.lightbox.value = row.photos[0]?.id ?? null;
          }
        : null;
    case '?':
      return showKeys;
    default:
      return null;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
