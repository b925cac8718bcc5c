/** The id of things that the source identifies by several columns, as one text for the key map. */
import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Engine } from '../engine/engine';

export const goalId = (
  engine: Engine,
  unit: Expression<string | null>,
  surveyClass: Expression<string>,
  month: Expression<string>,
): RawBuilder<string> =>
  sql<string>`concat(coalesce(${unit}, ''), '|', ${surveyClass}, '|', ${engine.text(engine.dateKey(month))})`;

export const benchmarkId = (
  engine: Engine,
  industry: Expression<string>,
  metric: Expression<string>,
  period: Expression<string>,
  source: Expression<string>,
): RawBuilder<string> =>
  sql<string>`concat(${industry}, '|', ${metric}, '|', ${engine.text(engine.dateKey(period))}, '|', ${source})`;
