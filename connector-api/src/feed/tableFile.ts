/** Whole tables as CSV and Parquet files: the columns of the star, typed, also when there are no rows. */
import { ConnectorError } from '../errors';
import { storedTypes } from '../star';
import type { EntitySet } from './entityModel';
import { liesInKeyOrder, relation, type Visibility } from './relation';
import type { Dialect } from './engine/dialect';
import { embeddedDialect } from './engine/embedded/embeddedDialect';
import { Parameters, quoteName, quoteText, type Statement } from './sql';

export const fileFormats = ['csv', 'parquet'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Days (`YYYY-MM-DD`, UTC) or instants; `from` inclusive, `to` exclusive; null for no bound. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

const options: Readonly<Record<FileFormat, string>> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ', DATEFORMAT '%Y-%m-%d'",
  parquet: 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880',
};

/**
 * The statement that writes a table of the embedded engine to `target`, rows in key order.
 * @throws OPTION_INVALID where a period is asked of a table without one, or is not a day or instant.
 */
export function writeTableFile(
  set: EntitySet,
  format: FileFormat,
  period: Period,
  visibility: Visibility,
  target: string,
): Statement {
  const parameters = new Parameters(embeddedDialect);
  const from = `${relation(set.name, visibility, parameters)} AS t`;
  const conditions = periodConditions(set, period, embeddedDialect);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  // Sorting what is sorted would hold it in memory.
  const order = liesInKeyOrder(set.name, from) ? '' : ` ORDER BY ${set.key.map(quoteName).join(', ')}`;
  return parameters.statement(copyStatement(set, `${from}${where}${order}`, format, target));
}

/** Writes what follows FROM, rows with at least the set's columns, in the types that files carry. */
export function copyStatement(set: EntitySet, from: string, format: FileFormat, target: string): string {
  const columns = [...set.properties.values()].map(({ name, definition }) => {
    return `CAST(${quoteName(name)} AS ${storedTypes[definition.type]}) AS ${quoteName(name)}`;
  });
  return `COPY (SELECT ${columns.join(', ')} FROM ${from}) TO ${quoteText(target)} (${options[format]})`;
}

/** Conditions of rows in a period. @throws OPTION_INVALID */
export function periodConditions(set: EntitySet, { from, to }: Period, dialect: Dialect): readonly string[] {
  if (from === null && to === null) return [];
  const column = set.table.partitionBy;
  if (column === undefined) {
    throw new ConnectorError('OPTION_INVALID', {
      target: from === null ? 'to' : 'from',
      found: `a period for ${set.name}`,
      expected: 'a period only for tables that are cut by time',
    });
  }
  return [
    ...(from === null ? [] : [`${quoteName(column)} >= ${dialect.literals.dateTime(instant('from', from))}`]),
    ...(to === null ? [] : [`${quoteName(column)} < ${dialect.literals.dateTime(instant('to', to))}`]),
  ];
}

function instant(option: string, text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const parsed = new Date(text);
  const dayExists = (isDay || isInstant) && isRealDay(text.slice(0, 10));
  if (!dayExists || Number.isNaN(parsed.getTime())) {
    throw new ConnectorError('OPTION_INVALID', {
      target: option,
      found: JSON.stringify(text.slice(0, 40)),
      expected: 'a day such as 2026-01-31 or an instant such as 2026-01-31T00:00:00Z',
    });
  }
  return parsed.toISOString().replace('T', ' ').replace('Z', '');
}

function isRealDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
