/** How far a time zone is from UTC, and when that changes. */

/** Milliseconds that the zone's clocks are ahead of UTC at an instant (milliseconds since 1970). @param timeZone IANA name. */
export function offsetAt(timeZone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (utc) => {
    const parts = Object.fromEntries(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(
      parts['year'] ?? 0,
      (parts['month'] ?? 1) - 1,
      parts['day'] ?? 1,
      parts['hour'] ?? 0,
      parts['minute'] ?? 0,
      parts['second'] ?? 0,
    );
    return local - utc;
  };
}

export interface ZoneOffset {
  /** Instant from which it holds, until that of the next one; milliseconds since 1970. */
  readonly from: number;
  readonly milliseconds: number;
}

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/** Every offset between two whole minutes, oldest first. No zone has changed its clocks there and back within a week. */
export function zoneOffsets(timeZone: string, from: number, to: number): readonly [ZoneOffset, ...ZoneOffset[]] {
  const at = offsetAt(timeZone);
  const offsets: [ZoneOffset, ...ZoneOffset[]] = [{ from, milliseconds: at(from) }];
  let current = at(from);
  for (let start = from; start < to; start += week) {
    const end = Math.min(start + week, to);
    const after = at(end);
    if (after === current) continue;
    let [before, changed] = [start, end];
    while (changed - before > minute) {
      const middle = before + Math.floor((changed - before) / 2 / minute) * minute;
      if (at(middle) === current) before = middle;
      else changed = middle;
    }
    offsets.push({ from: changed, milliseconds: after });
    current = after;
  }
  return offsets;
}
