/** The view model: every number the visual shows, without pixels and without host types. */
import type { Level as MemberLevel } from '../dataview/grouping';
import type { RoleName } from '../dataview/roles';
import type { ChosenColors } from '../settings/colorsCard';
import type { Step } from '../dataview/periodOrder';
import type { Change } from './change';
import type { Verdict } from './goalVerdict';
import type { Score } from './score';
import type { Series } from './series';

export type Group = 'detractor' | 'passive' | 'promoter';

/** Which rows of the table a mark stands for; an empty filter is all of them. */
export interface RowFilter {
  readonly period?: number;
  readonly segments?: readonly number[];
  readonly group?: Group;
  readonly score?: number;
}

export interface PeriodPoint {
  /** Member of the period grouping; null for a gap that was filled in. */
  readonly member: number | null;
  readonly path: readonly MemberLevel[];
  /** Civil date as UTC milliseconds; null when periods are no dates. */
  readonly time: number | null;
  readonly score: Score;
  /** The whole behind a highlighted part; null when nothing is highlighted. */
  readonly whole: Score | null;
  readonly goal: number | null;
  readonly benchmark: number | null;
  /** Against the point that many periods before that no answers are shared; null when either is missing. */
  readonly change: Change | null;
  /** More than chance, after correction for many comparisons if so set. */
  readonly significant: boolean;
  /** Colours given by rules of the report. */
  readonly colors: ChosenColors | null;
}

export interface SegmentRow {
  /** Members of the segment grouping; several for the row that folds the rest. */
  readonly members: readonly number[];
  readonly path: readonly MemberLevel[];
  readonly kind: 'member' | 'other';
  readonly score: Score;
  readonly whole: Score | null;
  readonly goal: number | null;
  readonly benchmark: number | null;
  /** Colours given by rules of the report. */
  readonly colors: ChosenColors | null;
}

export interface Panel {
  readonly row: SegmentRow;
  /** Its scores over the periods of the trend; null without periods. */
  readonly series: Series | null;
}

export interface Stage {
  readonly row: SegmentRow;
  /** Position on the path; null for a stage apart from it. */
  readonly order: number | null;
  /** Against the stage before on the path. */
  readonly change: Change | null;
  readonly biggestDrop: boolean;
  readonly verbatim: string | null;
}

export interface Headline {
  readonly score: Score;
  readonly whole: Score | null;
  readonly goal: number | null;
  /** True where periods or segments have different goals, and `goal` is their average over the answers. */
  readonly goalAveraged: boolean;
  readonly benchmark: number | null;
  readonly verdict: Verdict | null;
  /** The period it stands for; null when it covers all periods. */
  readonly point: PeriodPoint | null;
}

/** The newest period against the one before that has a score. */
export interface Movement {
  readonly from: PeriodPoint;
  readonly to: PeriodPoint;
  /** Difference of the scores as shown, in points. */
  readonly points: number;
  readonly change: Change | null;
}

export type Warning =
  | { readonly kind: 'pooledClasses'; readonly classes: readonly string[] }
  | { readonly kind: 'rowsCut'; readonly rows: number }
  | { readonly kind: 'stale'; readonly time: number; readonly days: number }
  | { readonly kind: 'belowMinimum'; readonly answers: number; readonly minimum: number }
  | { readonly kind: 'duplicated'; readonly roles: readonly RoleName[] }
  | { readonly kind: 'unusable'; readonly values: number }
  | { readonly kind: 'squaresUnknown' }
  | { readonly kind: 'ready' };

/** How the answers fall on the scores 0…10. */
export interface Distribution {
  readonly answers: readonly number[];
  /** Colours given by rules of the report, per score. */
  readonly colors: readonly (ChosenColors | null)[];
}

export interface ViewModel {
  readonly kind: 'chart';
  readonly source: 'scores' | 'counts' | 'ready';
  readonly headline: Headline;
  /** What the verdict on the goal is about: the headline, or the newest period where only the trend is drawn. */
  readonly judged: Headline;
  /** Answers without a usable score, of all periods. */
  readonly excluded: number;
  readonly movement: Movement | null;
  readonly periods: readonly PeriodPoint[];
  readonly periodStep: Step | null;
  readonly periodName: string | null;
  readonly segments: readonly SegmentRow[];
  readonly segmentName: string | null;
  readonly panels: readonly Panel[];
  readonly stages: readonly Stage[];
  /** Answers per score 0…10; null unless the table has scores, or when the score is withheld. */
  readonly distribution: Distribution | null;
  readonly highlighted: boolean;
  /** Colours that rules of the report gave to all rows alike. */
  readonly colors: ChosenColors | null;
  readonly warnings: readonly Warning[];
}
