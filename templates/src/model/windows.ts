/** The stretches of days that measures compare, each worked out from the first and last calendar day in context. */
import type { Localised } from '../star';
import type { WindowName } from './expression';

/**
 * One bound of a window. In `dax`, `{Date}` stands for the calendar's day column and `[name]` for another bound.
 * In `sql`, `first_day` and `last_day` are the context's bounds and `data_day` is the newest day of the data.
 */
interface Bound {
  readonly caption: Localised;
  readonly description: Localised;
  readonly dax: string;
  readonly sql: string;
}

const bound = (caption: readonly [string, string], description: readonly [string, string], dax: string, sql: string) =>
  ({
    caption: { en: caption[0], da: caption[1] },
    description: { en: description[0], da: description[1] },
    dax,
    sql,
  }) as const satisfies Bound;

/** True in SQL where the days in context are whole months. */
const wholeMonthsSql = `(day(first_day) = 1 AND day(last_day + 1) = 1)`;
const monthsSql = `(datediff('month', first_day, last_day) + 1)`;
const endSql = `least(last_day, data_day)`;
const firstOf12Sql = `CAST((${endSql} + 1) - to_months(12) AS DATE)`;

/** Every bound, as a hidden measure of the model. `{flag}` is the calendar's "month to date" column. */
export const bounds = {
  firstDay: bound(
    ['First day in context', 'Første dag i perioden'],
    ['First calendar day that is in force.', 'Første kalenderdag der gælder.'],
    'MIN ( {Date} )',
    'first_day',
  ),
  lastDay: bound(
    ['Last day in context', 'Sidste dag i perioden'],
    ['Last calendar day that is in force.', 'Sidste kalenderdag der gælder.'],
    'MAX ( {Date} )',
    'last_day',
  ),
  dataDay: bound(
    ['Data day', 'Datadag'],
    ['Newest day of the data.', 'Dataenes nyeste dag.'],
    'CALCULATE ( MAX ( {Date} ), REMOVEFILTERS ( {DateTable} ), {MonthToDate} = TRUE () )',
    'data_day',
  ),
  endDay: bound(
    ['End day', 'Slutdag'],
    [
      'The last day in context, or the data day where that comes first.',
      'Periodens sidste dag, eller datadagen hvor den kommer først.',
    ],
    'MIN ( [lastDay], [dataDay] )',
    endSql,
  ),
  previousFirstDay: bound(
    ['Previous period first day', 'Forrige periodes første dag'],
    [
      'As many whole months before as are in context; else as many days.',
      'Lige så mange hele måneder før som perioden har; ellers lige så mange dage.',
    ],
    'IF ( DAY ( [firstDay] ) = 1 && DAY ( [lastDay] + 1 ) = 1, EDATE ( [firstDay], - ( DATEDIFF ( [firstDay], [lastDay], MONTH ) + 1 ) ), [firstDay] - ( DATEDIFF ( [firstDay], [lastDay], DAY ) + 1 ) )',
    `CASE WHEN ${wholeMonthsSql} THEN CAST(first_day - to_months(CAST(${monthsSql} AS INTEGER)) AS DATE) ELSE first_day - CAST(datediff('day', first_day, last_day) + 1 AS INTEGER) END`,
  ),
  previousLastDay: bound(
    ['Previous period last day', 'Forrige periodes sidste dag'],
    ['The day before the first day in context.', 'Dagen før periodens første dag.'],
    '[firstDay] - 1',
    'first_day - 1',
  ),
  yearAgoFirstDay: bound(
    ['Year ago first day', 'Sidste års første dag'],
    ['The first day in context, one year before.', 'Periodens første dag, ét år før.'],
    'EDATE ( [firstDay], -12 )',
    'CAST(first_day - to_months(12) AS DATE)',
  ),
  yearAgoLastDay: bound(
    ['Year ago last day', 'Sidste års sidste dag'],
    ['The end day, one year before.', 'Slutdagen, ét år før.'],
    'EDATE ( [endDay], -12 )',
    `CAST(${endSql} - to_months(12) AS DATE)`,
  ),
  rolling90FirstDay: bound(
    ['Rolling 90 days first day', 'Rullende 90 dages første dag'],
    ['The 90th day counted back from the end day.', 'Den 90. dag regnet tilbage fra slutdagen.'],
    '[endDay] - 89',
    `${endSql} - 89`,
  ),
  rolling12FirstDay: bound(
    ['Rolling 12 months first day', 'Rullende 12 måneders første dag'],
    [
      'The day after the end day, one year before: of whole months the first day, in leap years too.',
      'Dagen efter slutdagen, ét år før: af hele måneder den første dag, også i skudår.',
    ],
    'EDATE ( [endDay] + 1, -12 )',
    firstOf12Sql,
  ),
  rolling12BeforeFirstDay: bound(
    ['12 months before first day', '12 måneder før, første dag'],
    ['The rolling 12 months first day, one year before.', 'Rullende 12 måneders første dag, ét år før.'],
    'EDATE ( [rolling12FirstDay], -12 )',
    `CAST(${firstOf12Sql} - to_months(12) AS DATE)`,
  ),
  rolling12BeforeLastDay: bound(
    ['12 months before last day', '12 måneder før, sidste dag'],
    ['The day before the rolling 12 months begin.', 'Dagen før de rullende 12 måneder begynder.'],
    '[rolling12FirstDay] - 1',
    `${firstOf12Sql} - 1`,
  ),
  yearFirstDay: bound(
    ['Year to date first day', 'År til dato, første dag'],
    ['1 January of the year of the end day.', '1. januar i slutdagens år.'],
    'DATE ( YEAR ( [endDay] ), 1, 1 )',
    `make_date(year(${endSql}), 1, 1)`,
  ),
} as const;

export type BoundName = keyof typeof bounds;

/** From and to of each window, both days included. */
export const windowBounds: Readonly<
  Record<
    Exclude<WindowName, 'wholeMonths' | 'allTime' | 'upToEnd'>,
    { readonly from: BoundName; readonly to: BoundName }
  >
> = {
  previousPeriod: { from: 'previousFirstDay', to: 'previousLastDay' },
  yearAgo: { from: 'yearAgoFirstDay', to: 'yearAgoLastDay' },
  rolling90Days: { from: 'rolling90FirstDay', to: 'endDay' },
  rolling12Months: { from: 'rolling12FirstDay', to: 'endDay' },
  rolling12MonthsBefore: { from: 'rolling12BeforeFirstDay', to: 'rolling12BeforeLastDay' },
  yearToDate: { from: 'yearFirstDay', to: 'endDay' },
};
