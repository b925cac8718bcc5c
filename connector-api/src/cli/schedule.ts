/** When the service refreshes by itself: a cron expression in the company's time zone. */
import { Cron } from 'croner';

export const scheduleHint = 'minute hour day month weekday, such as "0 6 * * *" for six in the morning, or @hourly';

/** True for five fields of cron, or one of its nicknames, that name some moment to come. */
export function isSchedule(text: string): boolean {
  if (!text.startsWith('@') && text.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(text, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

export interface Schedule {
  readonly pattern: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** The first moment of the schedule after `moment`; null where there is none. */
export const nextAfter = ({ pattern, timeZone }: Schedule, moment: Date): Date | null =>
  new Cron(pattern, { paused: true, timezone: timeZone }).nextRun(moment);

/** Calls `due` at every moment of the schedule until it is stopped. */
export function atEvery({ pattern, timeZone }: Schedule, due: () => void): { readonly stop: () => void } {
  const job = new Cron(pattern, { timezone: timeZone }, due);
  return { stop: () => job.stop() };
}
