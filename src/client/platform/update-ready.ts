import { signal } from '@preact/signals';

/** A new version is here and waits for the person's word. Apart from what looks for one, which comes after the first answer. */
export const updateReady = signal(false);
