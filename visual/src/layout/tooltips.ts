/** Tooltip rows of scores, and the same facts as one line for screen readers. */
import { largestRemainder } from '../model/largestRemainder';
import type { Score } from '../model/score';
import type { Headline, PeriodPoint } from '../model/viewModel';
import type { Context } from './context';
import type { TooltipRow } from './scene';

export const groups = ['detractor', 'passive', 'promoter'] as const;
export const groupKeys = { detractor: 'Detractors', passive: 'Passives', promoter: 'Promoters' } as const;

/** Counts of a score as groups, with shares that sum to 100. */
export function groupShares(score: Score, decimals: number) {
  if (!score.counts) return null;
  const { detractors, passives, promoters } = score.counts;
  const counts = [detractors, passives, promoters];
  const shares = largestRemainder(counts, decimals);
  return groups.map((group, index) => ({ group, count: counts[index] ?? 0, share: shares[index] ?? 0 }));
}

/** Rows about a score: the number or why it is missing, its interval, its groups. Withheld scores show their answers only. */
export function scoreRows(
  { words, format, settings, theme }: Context,
  score: Score,
  header: string,
): readonly TooltipRow[] {
  const { translate } = words;
  const rows: TooltipRow[] = [];
  if (score.nps === null) rows.push({ name: translate('Nps'), value: words.missing(score), header });
  else rows.push({ name: translate('Nps'), value: format.score(score.nps), header });
  if (score.interval) {
    const { lower, upper } = score.interval;
    const range = translate('IntervalRange', format.score(lower), format.score(upper));
    rows.push({ name: translate('Interval', settings.statistics.level), value: range });
  }
  for (const { group, count, share } of groupShares(score, 1) ?? []) {
    rows.push({
      name: translate(groupKeys[group]),
      value: `${format.count(count)} (${format.percent(share, 1)})`,
      color: theme.groups[group],
    });
  }
  if (score.answers !== null) rows.push({ name: translate('Answers'), value: format.count(score.answers) });
  if (score.effective !== null)
    rows.push({ name: translate('EffectiveAnswers'), value: format.count(score.effective) });
  if (score.excluded > 0) rows.push({ name: translate('ExportExcluded'), value: format.count(score.excluded) });
  return rows;
}

/** Rows about goal and benchmark, where shown. */
export function referenceRows(
  { words, format, settings }: Context,
  {
    goal,
    benchmark,
    goalAveraged = false,
  }: Pick<PeriodPoint, 'goal' | 'benchmark'> & Partial<Pick<Headline, 'goalAveraged'>>,
): readonly TooltipRow[] {
  const rows: TooltipRow[] = [];
  if (goal !== null && settings.goal.show)
    rows.push({ name: words.translate('Goal'), value: words.goal({ goal, goalAveraged }) });
  if (benchmark !== null && settings.goal.showBenchmark) {
    rows.push({ name: words.translate('Benchmark'), value: format.axis(benchmark) });
  }
  return rows;
}

/** "May 2026: NPS 45, 95% interval: +33 to +53, 100 rated answers" */
export function scoreLabel({ words, format }: Context, score: Score, name: string): string {
  const parts =
    score.nps === null
      ? [words.missing(score), words.interval(score), words.excluded(score)]
      : [
          `${words.translate('Nps')} ${format.plainScore(score.nps)}`,
          words.answers(score),
          words.interval(score),
          words.excluded(score),
        ];
  let label = name === '' ? '' : `${name}: `;
  parts.forEach((part, index) => {
    if (part !== '') label += index ? `, ${part}` : part;
  });
  return label;
}
