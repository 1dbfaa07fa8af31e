import { signal } from '@preact/signals';
import { afterPaint } from '#client/platform/after-paint.ts';

/** The page has been painted: what is beside and below the cards may now be fetched. */
export const isSettled = signal(false);

let isMarked = false;

/** A page without cards: nobody to ask has been added yet. */
export function announcePainted(): void {
  if (isSettled.value) return;
  afterPaint(() => {
    isSettled.value = true;
  });
}

/** Call once cards are on the page. The mark is what the measures wait for. */
export function announceAnswerable(): void {
  if (!isMarked) afterPaint(() => performance.mark('visit-answerable'));
  isMarked = true;
  announcePainted();
}
