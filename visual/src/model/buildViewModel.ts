/** Builds the view model from the table of answers and the settings. */
import type { AnswerTable } from '../dataview/answerTable';
import type { Grouping } from '../dataview/grouping';
import type { ChosenColors } from '../settings/colorsCard';
import type { Settings } from '../settings/settings';
import { distribution } from './distribution';
import { comparable, panelSeries, periodPoints, periodSlots, type Slots } from './periods';
import { readStatistics } from './score';
import { pooledColors } from './ruleColors';
import { segmentRows } from './segments';
import { Source, type Sums } from './source';
import { newestVerbatims, stages } from './stages';
import { poolTallies } from './tally';
import type { Distribution, Headline, Movement, Panel, PeriodPoint, SegmentRow, ViewModel } from './viewModel';
import { warnings } from './warnings';

export interface Clock {
  /** Milliseconds since 1970 in UTC. */
  now(): number;
}

/** A goal typed by a person: a number −100…100 with decimal point or comma; null for anything else. */
export function typedGoal(text: string): number | null {
  const trimmed = text.trim().replace(',', '.').replace('−', '-');
  const value = Number(trimmed);
  return trimmed !== '' && value >= -100 && value <= 100 ? value : null;
}

/** What rules chose alike for all rows. */
const wholeColors = ({ ruleColors, rows }: AnswerTable): ChosenColors | null =>
  ruleColors?.size === rows ? pooledColors([...ruleColors.values()]) : null;

const totalOf = ({ shown, whole }: Sums): Sums => ({
  shown: poolTallies(shown, 1, null),
  whole: whole && poolTallies(whole, 1, null),
});

/** Goals that differ by less look the same. */
const sameGoal = 0.05;

function headlineOf(
  source: Source,
  total: Sums,
  points: readonly PeriodPoint[],
  segments: readonly SegmentRow[],
  latest: boolean,
): Headline {
  const all = source.score(total, 0);
  // Ready-made scores of several rows have no total; the newest one is then the best there is.
  const newest = points.findLast(({ score }) => score.nps !== null || score.withheld) ?? null;
  const point = latest || (source.amounts.kind === 'ready' && all.nps === null && !all.withheld) ? newest : null;
  const { score, whole, goal, benchmark } = point ?? {
    score: all,
    whole: source.whole(total, 0),
    goal: source.goal(total, 0),
    benchmark: source.benchmark(total, 0),
  };
  const differs = (place: Pick<PeriodPoint, 'goal'>): boolean =>
    place.goal !== null && goal !== null && Math.abs(place.goal - goal) >= sameGoal;
  const goalAveraged = point === null && (points.some(differs) || segments.some(differs));
  return { score, whole, goal, goalAveraged, benchmark, verdict: source.verdict(score, goal), point };
}

function movementOf(points: readonly PeriodPoint[], window: number): Movement | null {
  const index = points.findLastIndex(({ score }) => score.nps !== null);
  const before =
    index < 0
      ? null
      : comparable(
          points.map(({ score }) => score),
          index,
          window,
        );
  const to = points[index];
  const from = before === null ? undefined : points[before];
  if (!to || !from || to.score.nps === null || from.score.nps === null) return null;
  return { from, to, points: to.score.nps - from.score.nps, change: to.change };
}

/** Sums of the periods of each row: tally row × periods + period. */
function panelSums(source: Source, segment: Grouping, period: Grouping, rows: readonly SegmentRow[]): Sums {
  const width = period.members.length;
  const rowOfMember = new Int32Array(segment.members.length).fill(-1);
  rows.forEach((row, index) => row.members.forEach((member) => (rowOfMember[member] = index)));
  const targets = segment.codes.map((code, row) => {
    const shown = rowOfMember[code] ?? -1;
    return shown < 0 ? -1 : shown * width + (period.codes[row] ?? 0);
  });
  return source.sums(rows.length * width, targets);
}

/** Series of the shown segments only: the full cross product may be too large to hold. */
function panelsOf(source: Source, rows: readonly SegmentRow[], slots: Slots | null, window: number): readonly Panel[] {
  const { period, segment } = source.table;
  if (!segment) return [];
  if (!period || !slots) return rows.map((row) => ({ row, series: null }));
  const width = period.members.length;
  // The cells lie as the panels want them, as long as each stands for one segment.
  const single = rows.every(({ members }) => members.length === 1);
  const cells = single ? source.cells(segment, period) : null;
  const sums = cells ?? panelSums(source, segment, period, rows);
  const seriesAt = panelSeries(source, slots, sums, window);
  return rows.map((row, index) => ({ row, series: seriesAt((cells ? (row.members[0] ?? 0) : index) * width) }));
}

/** @param compareText orders segment names as the reader's language does. */
export function buildViewModel(
  table: AnswerTable,
  settings: Settings,
  clock: Clock,
  compareText: (a: string, b: string) => number,
): ViewModel {
  const statistics = readStatistics(settings);
  const source = new Source(table, statistics, typedGoal(settings.goal.value));
  const { period, segment } = table;
  const window = settings.trend.rollingPeriods;

  const periodSums = period && source.sumsBy('period', period);
  const slots = period && periodSlots(period);
  const periods = period && slots && periodSums ? periodPoints(source, period, slots, periodSums, window) : [];
  const total = period && periodSums ? totalOf(periodSums) : source.sums(1, null);

  const { view } = settings.values;
  const segmentSums = segment && source.sumsBy('segment', segment);
  const sortBy = view === 'journey' ? 'data' : settings.bars.sortBy;
  const most = view === 'journey' ? Math.max(settings.bars.maximumSegments, 30) : settings.bars.maximumSegments;
  const segments = segment && segmentSums ? segmentRows(source, segment, segmentSums, sortBy, most, compareText) : [];
  const headlineOn = (latest: boolean): Headline => headlineOf(source, total, periods, segments, latest);
  const headline = headlineOn(settings.values.headline === 'latest');
  const panels = view === 'multiples' ? panelsOf(source, segments, slots, window) : [];
  const rank = new Array<number>(period?.members.length ?? 0).fill(-1);
  slots?.slots.forEach(({ member }, place) => member !== null && (rank[member] = place));

  /** Rows behind the headline: all, or those of its period and of the others in its rolling window. */
  const countedBy = ({ point }: Headline): ((row: number) => boolean) | null => {
    if (!point || !period) return null;
    const last = periods.indexOf(point);
    const members = new Set(periods.slice(Math.max(0, last - window + 1), last + 1).map(({ member }) => member));
    return (row) => members.has(period.codes[row] ?? -1);
  };
  let counted: Distribution | null = null;
  return {
    kind: 'chart',
    source: table.amounts.kind,
    headline,
    judged: view === 'trend' ? headlineOn(true) : headline,
    excluded: source.score(total, 0).excluded,
    movement: movementOf(periods, window),
    periods,
    periodStep: slots?.step ?? null,
    periodName: period?.names.join(' / ') ?? null,
    segments,
    segmentName: segment?.names.join(' / ') ?? null,
    panels,
    stages: view === 'journey' ? stages(source, segments, newestVerbatims(source, rank)) : [],
    // Few views show it, and it takes another pass over the rows.
    get distribution() {
      counted ??= headline.score.withheld
        ? null
        : distribution(source.amounts, table.ruleColors, countedBy(headline), source.scores);
      return counted;
    },
    highlighted: table.highlighted !== null,
    colors: wholeColors(table),
    warnings: warnings(table, headline, periods, statistics, settings.values.staleAfterDays, clock.now()),
  };
}
