/** Sums of plain scores, which need no fields beside answers: each made in one pass over the rows. */
import type { Amounts } from '../dataview/answerTable';
import type { Grouping } from '../dataview/grouping';
import { Field, fieldOfScore, makeTallies, plainWidth, type Tallies } from './tally';

type Scores = Extract<Amounts, { kind: 'scores' }>;

function addPlain(
  values: Float64Array,
  at: number,
  detractors: number,
  passives: number,
  promoters: number,
  excluded: number,
): void {
  values[at] = (values[at] ?? 0) + detractors;
  values[at + Field.Passives] = (values[at + Field.Passives] ?? 0) + passives;
  values[at + Field.Promoters] = (values[at + Field.Promoters] ?? 0) + promoters;
  values[at + Field.Excluded] = (values[at + Field.Excluded] ?? 0) + excluded;
}

/** Sums of all rows by each of their groupings, and by score. */
export interface Margins {
  readonly period: Tallies;
  readonly segment: Tallies;
  /** Answers per score 0…10. */
  readonly scores: readonly number[];
}

/** Sums by period, by segment and by score. Rows of both alike mostly follow one another, so they are summed up first. */
export function tallyMargins({ score, answers }: Scores, period: Grouping, segment: Grouping): Margins {
  const byPeriod = makeTallies(period.members.length, plainWidth);
  const bySegment = makeTallies(segment.members.length, plainWidth);
  const [periodCodes, segmentCodes] = [period.codes, segment.codes];
  // Not rated, then 0…10.
  const scores = new Float64Array(12);
  let row = 0;
  while (row < score.length) {
    const periodCode = periodCodes[row] ?? 0;
    const segmentCode = segmentCodes[row] ?? 0;
    let detractors = 0;
    let passives = 0;
    let promoters = 0;
    let excluded = 0;
    do {
      const amount = answers[row] ?? 0;
      const place = (score[row] ?? -1) + 1;
      const field: number = fieldOfScore[place] ?? Field.Excluded;
      scores[place] = (scores[place] ?? 0) + amount;
      if (field === Field.Detractors) detractors += amount;
      else if (field === Field.Passives) passives += amount;
      else if (field === Field.Promoters) promoters += amount;
      else excluded += amount;
      row += 1;
    } while (row < score.length && periodCodes[row] === periodCode && segmentCodes[row] === segmentCode);
    addPlain(byPeriod.values, periodCode * plainWidth, detractors, passives, promoters, excluded);
    addPlain(bySegment.values, segmentCode * plainWidth, detractors, passives, promoters, excluded);
  }
  return { period: byPeriod, segment: bySegment, scores: Array.from(scores.subarray(1)) };
}

/** Sums by two groupings at once: the tally of a row is outer code × inner size + inner code. */
export function tallyCells({ score, answers }: Scores, outer: Grouping, inner: Grouping): Tallies {
  const width = inner.members.length;
  const tallies = makeTallies(outer.members.length * width, plainWidth);
  const { values } = tallies;
  const [outerCodes, innerCodes] = [outer.codes, inner.codes];
  let at = 0;
  let detractors = 0;
  let passives = 0;
  let promoters = 0;
  let excluded = 0;
  for (let row = 0; row < score.length; row++) {
    const next = ((outerCodes[row] ?? 0) * width + (innerCodes[row] ?? 0)) * plainWidth;
    if (next !== at) {
      addPlain(values, at, detractors, passives, promoters, excluded);
      at = next;
      detractors = passives = promoters = excluded = 0;
    }
    const amount = answers[row] ?? 0;
    const field: number = fieldOfScore[(score[row] ?? -1) + 1] ?? Field.Excluded;
    if (field === Field.Detractors) detractors += amount;
    else if (field === Field.Passives) passives += amount;
    else if (field === Field.Promoters) promoters += amount;
    else excluded += amount;
  }
  addPlain(values, at, detractors, passives, promoters, excluded);
  return tallies;
}
