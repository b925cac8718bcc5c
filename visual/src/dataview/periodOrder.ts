/** Periods in time: their civil dates, their order, and the calendar step between them. */
import type { Level, Member } from './grouping';

export type Step = 'day' | 'week' | 'month' | 'quarter' | 'year';

const isoDay = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const isoMonth = /^(\d{4})[-/ ]?M?(\d{2})$/;
const yearThenPart = /^(\d{4})[-/ ]*([QKWUV])(?:tr)?\.?\s*(\d{1,2})$/i;
const partThenYear = /^([QKWUV])(?:tr)?\.?\s*(\d{1,2})[-/ ]*(\d{4})$/i;
const yearOnly = /^(\d{4})$/;

const partTime = (year: number, letter: string, part: number): number =>
  /[QK]/i.test(letter) ? Date.UTC(year, (part - 1) * 3) : Date.UTC(year, 0, 1 + (part - 1) * 7);

/** UTC milliseconds of a text that writes a point in time the usual ways (2026-05-01, 2026-05, 2026 Q2, W7 2026); else null. */
function textTime(text: string): number | null {
  const trimmed = text.trim();
  const day = isoDay.exec(trimmed);
  if (day) return Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
  const month = isoMonth.exec(trimmed);
  if (month && Number(month[2]) >= 1 && Number(month[2]) <= 12) return Date.UTC(Number(month[1]), Number(month[2]) - 1);
  const yearFirst = yearThenPart.exec(trimmed);
  if (yearFirst) return partTime(Number(yearFirst[1]), yearFirst[2] ?? '', Number(yearFirst[3]));
  const partFirst = partThenYear.exec(trimmed);
  if (partFirst) return partTime(Number(partFirst[3]), partFirst[1] ?? '', Number(partFirst[2]));
  const year = yearOnly.exec(trimmed);
  return year ? Date.UTC(Number(year[1]), 0) : null;
}

/** Rank of each distinct value of one field: by time, by size, else by first appearance. Blanks come last. */
function levelRanks(levels: readonly Level[]): (level: Level) => number {
  const texts = levels.filter((level) => typeof level === 'string');
  const times = new Map(texts.map((text) => [text, textTime(text)]));
  const allTimes = texts.every((text) => times.get(text) !== null);
  const appearance = new Map<Level, number>();
  for (const level of levels) if (!appearance.has(level)) appearance.set(level, appearance.size);
  return (level) => {
    if (level === null) return Infinity;
    if (level instanceof Date) return level.getTime();
    if (typeof level === 'number') return level;
    if (typeof level === 'string' && allTimes) return times.get(level) ?? 0;
    return appearance.get(level) ?? 0;
  };
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Member indexes from earliest to latest; fields are compared outermost first. */
export function periodOrder(members: readonly Member[]): readonly number[] {
  const depth = members.reduce((deepest, { path }) => Math.max(deepest, path.length), 0);
  const ranks = Array.from({ length: depth }, (_, field) => levelRanks(members.map(({ path }) => path[field] ?? null)));
  const keys = members.map(({ path }) => ranks.map((rank, field) => rank(path[field] ?? null)));
  return members
    .map((_, index) => index)
    .sort((a, b) => {
      for (let field = 0; field < depth; field++) {
        const difference = compare(keys[a]?.[field] ?? 0, keys[b]?.[field] ?? 0);
        if (difference) return difference;
      }
      return a - b;
    });
}

const isLocalMidnight = (date: Date): boolean => date.getHours() === 0 && date.getMinutes() === 0;
const isUtcMidnight = (date: Date): boolean => date.getUTCHours() === 0 && date.getUTCMinutes() === 0;

/**
 * The civil date of each member as UTC milliseconds; null for members that are no date, and for all of them when any
 * is not. Hosts send dates as local midnight; dates that are all UTC midnight instead are read as UTC.
 */
export function civilTimes(members: readonly Member[]): readonly (number | null)[] {
  const levels = members.map(({ path }) => (path.length === 1 ? path[0] : undefined));
  const dates = levels.filter((level) => level instanceof Date);
  if (dates.length) {
    if (levels.some((level) => level !== null && !(level instanceof Date))) return members.map(() => null);
    const utc = !dates.every(isLocalMidnight) && dates.every(isUtcMidnight);
    return levels.map((level) => {
      if (!(level instanceof Date)) return null;
      if (utc) return level.getTime();
      return Date.UTC(level.getFullYear(), level.getMonth(), level.getDate(), level.getHours(), level.getMinutes());
    });
  }
  const texts = levels.map((level) =>
    typeof level === 'string' && /^\d{4}-\d{2}(-\d{2})?/.test(level) ? textTime(level) : null,
  );
  const complete = levels.every((level, index) => level === null || texts[index] !== null);
  return complete ? texts : members.map(() => null);
}

const dayLength = 86_400_000;

/** The calendar step that fits sorted civil dates; null when they follow none. */
export function stepOf(times: readonly number[]): Step | null {
  if (times.length < 2 || times.some((time) => time % dayLength !== 0)) return null;
  const dates = times.map((time) => new Date(time));
  if (dates.every((date) => date.getUTCDate() === 1)) {
    if (dates.every((date) => date.getUTCMonth() === 0)) return 'year';
    return dates.every((date) => date.getUTCMonth() % 3 === 0) ? 'quarter' : 'month';
  }
  const gaps = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / dayLength));
  return gaps.every((gap) => gap % 7 === 0) ? 'week' : 'day';
}

/** Month when all members are texts such as 2026-05, which tells the step of a single one; else null. */
export function textStep(members: readonly Member[]): Step | null {
  const months = members.filter(({ path: [level] }) => typeof level === 'string' && /^\d{4}-\d{2}$/.test(level));
  return months.length > 0 && months.length === members.length ? 'month' : null;
}

/** The next civil date of a step. */
export function nextTime(time: number, step: Step): number {
  const date = new Date(time);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (step) {
    case 'day':
      return time + dayLength;
    case 'week':
      return time + 7 * dayLength;
    case 'month':
      return Date.UTC(year, month + 1);
    case 'quarter':
      return Date.UTC(year, month + 3);
    case 'year':
      return Date.UTC(year + 1, 0);
  }
}
