/** The points of the trend: periods in order, gaps filled in, rolled up, changes tested. */
import { civilTimes, nextTime, periodOrder, stepOf, textStep, type Step } from '../dataview/periodOrder';
import type { Grouping } from '../dataview/grouping';
import { change, type Change } from './change';
import { holm } from './holm';
import type { Level } from './normal';
import type { Score } from './score';
import type { Source, Sums } from './source';
import { addTally, Field } from './tally';
import type { PeriodPoint } from './viewModel';

/** A place on the time axis; `member` is null where the data skips a period. */
export interface Slot {
  readonly member: number | null;
  readonly time: number | null;
}

export interface Slots {
  readonly slots: readonly Slot[];
  readonly step: Step | null;
}

/** No more empty periods than this are filled in: beyond, the data is sparse rather than gapped. */
const mostSlots = 600;

/** Places of the periods from earliest to latest; blank periods have none. */
export function periodSlots(period: Grouping): Slots {
  const times = civilTimes(period.members);
  const order = periodOrder(period.members).filter((member) =>
    period.members[member]?.path.some((level) => level !== null),
  );
  const dated = order.map((member) => ({ member, time: times[member] ?? null }));
  if (dated.some(({ time }) => time === null)) return { slots: dated, step: null };
  const step = stepOf(dated.map(({ time }) => time ?? 0)) ?? textStep(period.members);
  if (!step) return { slots: dated, step: null };
  const slots: Slot[] = [];
  for (const slot of dated) {
    let last = slots.at(-1)?.time ?? null;
    while (last !== null && slot.time !== null && nextTime(last, step) < slot.time) {
      if (slots.length >= mostSlots) return { slots: dated, step };
      last = nextTime(last, step);
      slots.push({ member: null, time: last });
    }
    slots.push(slot);
  }
  return { slots, step };
}

/** Sums per slot over the slot and those before it within the rolling window. */
function rollSlots(sums: Sums, slots: readonly Slot[], offset: number, window: number): Sums {
  const roll = (source: Float64Array): Float64Array => {
    const rolled = new Float64Array(slots.length * Field.Width);
    for (let to = 0; to < slots.length; to++) {
      for (let from = Math.max(0, to - window + 1); from <= to; from++) {
        const member = slots[from]?.member ?? null;
        if (member !== null) addTally(source, offset + member, rolled, to);
      }
    }
    return rolled;
  };
  return { shown: roll(sums.shown), whole: sums.whole && roll(sums.whole) };
}

/** The nearest earlier point with a score that shares no answers with point `index`. */
export function comparable(
  points: readonly Pick<PeriodPoint, 'score'>[],
  index: number,
  window: number,
): number | null {
  for (let before = index - window; before >= 0; before--) {
    if (points[before]?.score.nps !== null) return before;
  }
  return null;
}

/**
 * Points of one series. Goal and benchmark are those of the slot itself, scores those of the rolling window.
 * @param sums tallies of the period members, starting at tally `offset`.
 * @param tested whether changes are tested; small panels have no room to tell of them.
 */
export function periodPoints(
  source: Source,
  period: Grouping,
  { slots }: Slots,
  sums: Sums,
  offset: number,
  window: number,
  tested: boolean,
): readonly PeriodPoint[] {
  const { method, level, correctMany } = source.statistics;
  const rolled = window > 1 ? rollSlots(sums, slots, offset, window) : sums;
  const at = (slot: Slot, index: number): number => (window > 1 ? index : offset + (slot.member ?? 0));
  const empty: Score = {
    counts: null,
    sample: null,
    answers: 0,
    effective: null,
    excluded: 0,
    nps: null,
    withheld: false,
    interval: null,
  };
  const bare = slots.map((slot, index) => ({
    member: slot.member,
    time: slot.time,
    path: slot.member === null ? [] : (period.members[slot.member]?.path ?? []),
    score: slot.member === null && window === 1 ? empty : source.score(rolled, at(slot, index)),
    whole: slot.member === null && window === 1 ? null : source.whole(rolled, at(slot, index)),
    goal: slot.member === null ? null : source.goal(sums, offset + slot.member),
    benchmark: slot.member === null ? null : source.benchmark(sums, offset + slot.member),
  }));
  if (!tested) return bare.map((point) => ({ ...point, change: null, significant: false }));
  const changes = bare.map((point, index): Change | null => {
    const before = comparable(bare, index, window);
    const earlier = before === null ? null : bare[before]?.score.sample;
    if (method === 'none' || !earlier || !point.score.sample) return null;
    return change(earlier, point.score.sample, method, level);
  });
  const marked = significantChanges(changes, level, correctMany);
  return bare.map((point, index) => ({
    ...point,
    change: changes[index] ?? null,
    significant: marked[index] ?? false,
  }));
}

/** Which changes are more than chance, with Holm's correction over all of them when asked for. */
export function significantChanges(
  changes: readonly (Change | null)[],
  level: Level,
  correctMany: boolean,
): readonly boolean[] {
  if (!correctMany) return changes.map((found) => found?.significant ?? false);
  const tested = changes.flatMap((found, index) => (found ? [{ index, p: found.pValue }] : []));
  const rejected = holm(
    tested.map(({ p }) => p),
    1 - Number(level) / 100,
  );
  const marks = changes.map(() => false);
  tested.forEach(({ index }, place) => (marks[index] = rejected[place] ?? false));
  return marks;
}
