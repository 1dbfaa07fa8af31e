/** From this hour of the device on, a day in the field is over. */
const eveningHour = 17;

export interface ReminderStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const key = 'tilik.evening';

/** Whether to remind now: in the evening, while something is unsent, once a day. */
export function isReminderDue(now: Date, unsent: number, storage: Pick<ReminderStorage, 'getItem'>): boolean {
  return unsent > 0 && now.getHours() >= eveningHour && storage.getItem(key) !== dayOf(now);
}

/** Not again today. */
export function dismissReminder(now: Date, storage: ReminderStorage): void {
  storage.setItem(key, dayOf(now));
}

/** Until it may be due next. */
export function msUntilEvening(now: Date): number {
  const evening = new Date(now.getFullYear(), now.getMonth(), now.getDate(), eveningHour);
  if (evening <= now) evening.setDate(evening.getDate() + 1);
  return evening.getTime() - now.getTime();
}

/** The device's own day, not that of UTC. */
function dayOf(now: Date): string {
  return `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`;
}
