/** The visual's input after reading: columns of numbers and encoded groupings, or the reason why there are none. */
import type powerbi from 'powerbi-visuals-api';
import type { ChosenColors } from '../settings/colorsCard';
import type { Grouping } from './grouping';
import type { RoleName } from './roles';

interface Weighed {
  /** Sum of the squared weights of each row's answers, 0 where unknown; null without the role. */
  readonly squares: Float64Array | null;
  /** Whether an amount is no whole number, so that amounts are sums of weights rather than numbers of answers. */
  readonly fractional: boolean;
}

/** Answers per row and group; for scores one amount and the group it belongs to. */
export type Amounts =
  | (Weighed & {
      readonly kind: 'scores';
      /** 0…10, or −1 where the score is blank, no whole number or out of range. */
      readonly score: Int8Array;
      /** The host's own column where all its values are whole amounts. */
      readonly answers: Float64Array | readonly number[];
    })
  | (Weighed & {
      readonly kind: 'counts';
      readonly detractors: Float64Array;
      readonly passives: Float64Array;
      readonly promoters: Float64Array;
    })
  | {
      readonly kind: 'ready';
      /** A score computed elsewhere, −100…100; NaN where missing. */
      readonly nps: Float64Array;
      /** Rated answers behind it; null when the host sent none. */
      readonly answers: Float64Array | null;
    };

export interface TextColumn {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly format: string | undefined;
}

/** Colours that rules of the report gave, by row. */
export type RowColors = ReadonlyMap<number, ChosenColors>;

export interface AnswerTable {
  readonly kind: 'table';
  readonly rows: number;
  readonly amounts: Amounts;
  /** The part that another visual highlights; null when nothing is highlighted. */
  readonly highlighted: Amounts | null;
  /** Excluded answers counted elsewhere, per row; null without the role. */
  readonly excluded: Float64Array | null;
  /** The score column, where amounts are by score. */
  readonly score: readonly powerbi.DataViewCategoryColumn[];
  readonly period: Grouping | null;
  readonly segment: Grouping | null;
  readonly stageOrder: Grouping | null;
  readonly surveyClass: Grouping | null;
  /** NPS points per row, NaN where blank; null without the role. */
  readonly goal: Float64Array | null;
  readonly benchmark: Float64Array | null;
  readonly verbatim: TextColumn | null;
  readonly tooltips: readonly TextColumn[];
  /** Null when no rule is set. */
  readonly ruleColors: RowColors | null;
  /** All grouping columns, for building selection ids. */
  readonly categories: readonly powerbi.DataViewCategoryColumn[];
  /** Roles that hold more than one field where one is meant; the first is used. */
  readonly duplicated: readonly RoleName[];
  /** Values in measures that were no usable number (negative counts, text, infinities). */
  readonly unusable: number;
  /** Whether the host holds more rows than it has sent. */
  readonly more: boolean;
}

export type ProblemCode =
  'scoreWithoutResponses' | 'responsesWithoutScore' | 'countsIncomplete' | 'noMeasure' | 'noRows';

export type Input =
  AnswerTable | { readonly kind: 'landing' } | { readonly kind: 'problem'; readonly code: ProblemCode };
