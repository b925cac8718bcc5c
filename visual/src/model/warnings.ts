/** What readers must know before they trust the number. */
import type { AnswerTable } from '../dataview/answerTable';
import type { Statistics } from './score';
import type { Headline, PeriodPoint, Warning } from './viewModel';

const dayLength = 86_400_000;

function pooledClasses(table: AnswerTable): Warning | null {
  const members = table.surveyClass?.members ?? [];
  const classes = members.flatMap(({ path }) => (path[0] === null || path[0] === undefined ? [] : [String(path[0])]));
  return classes.length > 1 ? { kind: 'pooledClasses', classes } : null;
}

function stale(points: readonly PeriodPoint[], days: number, now: number): Warning | null {
  const newest = points.findLast((point) => point.time !== null && (point.score.answers ?? 0) > 0)?.time ?? null;
  if (!days || newest === null) return null;
  const age = Math.floor((now - newest) / dayLength);
  return age > days ? { kind: 'stale', time: newest, days: age } : null;
}

/** All warnings that hold, worst first. `now` is in UTC milliseconds. */
export function warnings(
  table: AnswerTable,
  headline: Headline,
  points: readonly PeriodPoint[],
  statistics: Statistics,
  staleAfterDays: number,
  now: number,
): readonly Warning[] {
  const { withheld, answers, effective } = headline.score;
  const found: readonly (Warning | null)[] = [
    withheld ? { kind: 'belowMinimum', answers: effective ?? answers ?? 0, minimum: statistics.minimumAnswers } : null,
    pooledClasses(table),
    table.more ? { kind: 'rowsCut', rows: table.rows } : null,
    table.unusable ? { kind: 'unusable', values: table.unusable } : null,
    table.duplicated.length ? { kind: 'duplicated', roles: table.duplicated } : null,
    effective !== null && !(table.amounts.kind !== 'ready' && table.amounts.squares)
      ? { kind: 'squaresUnknown' }
      : null,
    stale(points, staleAfterDays, now),
    table.amounts.kind === 'ready' ? { kind: 'ready' } : null,
  ];
  return found.filter((warning) => warning !== null);
}
