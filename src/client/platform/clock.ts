/** Device time. Shown with changes, never trusted for their order. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
