/** The points of the trend: periods in order, gaps filled in, rolled up, changes tested. */
import { civilTimes, nextTime, periodOrder, stepOf, textStep, type Step } from '../dataview/periodOrder';
import type { Grouping } from '../dataview/grouping';
import { change, type Change } from './change';
import { holm } from './holm';
import type { Level } from './normal';
import { memberColors } from './ruleColors';
import type { Score, Statistics } from './score';
import type { Source, Sums } from './source';
import { plainSeries } from './plainSeries';
import { seriesOf, type Place, type Series } from './series';
import { poolLists } from './tally';
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
function rollSlots({ shown, whole }: Sums, slots: readonly Slot[], offset: number, window: number): Sums {
  const tallyOf = ({ member }: Slot): readonly number[] => (member === null ? [] : [offset + member]);
  const lists = slots.map((_, to) => slots.slice(Math.max(0, to - window + 1), to + 1).flatMap(tallyOf));
  return { shown: poolLists(shown, lists), whole: whole && poolLists(whole, lists) };
}

/** The nearest earlier score that is not missing and shares no answers with score `index`. */
export function comparable(scores: readonly Score[], index: number, window: number): number | null {
  for (let before = index - window; before >= 0; before--) {
    if (scores[before]?.nps !== null) return before;
  }
  return null;
}

const emptyScore: Score = {
  counts: null,
  sample: null,
  answers: 0,
  effective: null,
  excluded: 0,
  nps: null,
  withheld: false,
  interval: null,
};

const nothing: Place = { score: emptyScore, whole: null, goal: null, benchmark: null };

/** Changes of each score against the nearest earlier one that can be compared. */
function changesOf(
  scores: readonly Score[],
  window: number,
  { method, level }: Statistics,
): readonly (Change | null)[] {
  return scores.map((score, index) => {
    const before = comparable(scores, index, window);
    const earlier = before === null ? null : scores[before]?.sample;
    return method === 'none' || !earlier || !score.sample ? null : change(earlier, score.sample, method, level);
  });
}

/**
 * What stands at each slot of one series. Goal and benchmark are those of the slot itself, scores those of the rolling
 * window. Made when asked for.
 * @param sums tallies of the period members, starting at tally `offset`.
 */
function placesOf(
  source: Source,
  { slots }: Slots,
  sums: Sums,
  offset: number,
  window: number,
): (index: number) => Place {
  const rolled = window > 1 ? rollSlots(sums, slots, offset, window) : sums;
  return (index) => {
    const member = slots[index]?.member ?? null;
    if (member === null && window === 1) return nothing;
    const at = window > 1 ? index : offset + (member ?? 0);
    return {
      score: source.score(rolled, at),
      whole: source.whole(rolled, at),
      goal: member === null ? null : source.goal(sums, offset + member),
      benchmark: member === null ? null : source.benchmark(sums, offset + member),
    };
  };
}

/** Points of the trend, their changes tested. */
export function periodPoints(
  source: Source,
  period: Grouping,
  slots: Slots,
  sums: Sums,
  window: number,
): readonly PeriodPoint[] {
  const { statistics } = source;
  const placeAt = placesOf(source, slots, sums, 0, window);
  const places = slots.slots.map((_, index) => placeAt(index));
  const changes = changesOf(
    places.map(({ score }) => score),
    window,
    statistics,
  );
  const marked = significantChanges(changes, statistics.level, statistics.correctMany);
  const colorsOf = memberColors(source.table.ruleColors, period.codes, period.members.length);
  return slots.slots.map(({ member, time }, index) => {
    const { score, whole, goal, benchmark } = places[index] ?? nothing;
    const path = member === null ? [] : (period.members[member]?.path ?? []);
    const colors = member === null ? null : (colorsOf[member] ?? null);
    const [moved, significant] = [changes[index] ?? null, marked[index] ?? false];
    return { member, time, path, score, whole, goal, benchmark, colors, change: moved, significant };
  });
}

/** Makes the series of small panels; tallies of a panel's periods start at `offset`. */
export function panelSeries(source: Source, slots: Slots, sums: Sums, window: number): (offset: number) => Series {
  const places = slots.slots;
  if (source.plain && window === 1 && !sums.whole) {
    const tallyAt = Int32Array.from(places, ({ member }) => member ?? -1);
    return (offset) => plainSeries(sums.shown, tallyAt, offset, source.statistics, source.fixedGoal);
  }
  return (offset) => seriesOf(places.length, placesOf(source, slots, sums, offset, window));
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
