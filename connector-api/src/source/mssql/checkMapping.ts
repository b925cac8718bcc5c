/** Compares every mapping with what the server says of its columns, before anything is read; says all that is wrong at once. */
import type sql from 'mssql';
import { ConnectorError, type ErrorDetail } from '../../errors';
import { entityOf } from '../../survey/entities';
import { acceptance, expectedTypes, type FoundColumn, foundColumns } from './columnTypes';
import { asSourceError, isWorthRetrying } from './errorNumbers';
import type { Mapping } from './mapping';
import { type ReadPlan, readPlan } from './readPlan';
import { type RetryContext, withRetry } from './retry';
import { derived } from './statement';

export interface CheckedMappings {
  readonly plans: readonly ReadPlan[];
  /** What stays empty because a mapping does not give it, and which rows would be left out, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * @throws ConnectorError SOURCE_SCHEMA with a detail for every column that is missing, unknown or of a wrong type and
 * every SELECT that the server does not take; SOURCE_TRANSIENT where the server fails for now.
 */
export async function checkMappings(
  pool: sql.ConnectionPool,
  mappings: readonly Mapping[],
  retry: RetryContext,
): Promise<CheckedMappings> {
  const plans: ReadPlan[] = [];
  const notes: string[] = [];
  const problems: ErrorDetail[] = [];
  for (const mapping of mappings) {
    try {
      const found = await withRetry(() => describe(pool, mapping.select), retry);
      const wrong = [...problemsOf(mapping, found), ...(await tombstoneProblems(pool, mapping, retry))];
      problems.push(...wrong);
      if (wrong.length > 0) continue;
      plans.push(readPlan(mapping, found));
      notes.push(...notesOf(mapping, found));
    } catch (error) {
      if (isWorthRetrying(error)) throw asSourceError(error, mapping.entity);
      const { code, facts, message } = asSourceError(error, mapping.entity);
      problems.push({ code, message: `${mapping.entity}: ${facts.found ?? message}.`, target: mapping.entity });
    }
  }
  if (problems.length > 0) {
    throw new ConnectorError('SOURCE_SCHEMA', {
      target: [...new Set(problems.map((problem) => problem.target?.split('.')[0] ?? ''))].join(', '),
      found: `${String(problems.length)} ${problems.length === 1 ? 'problem' : 'problems'}`,
      hint: problems.map((problem) => problem.message).join(' '),
      details: problems,
    });
  }
  return { plans, notes };
}

/** The columns of a SELECT, without reading a row. */
async function describe(pool: sql.ConnectionPool, select: string): Promise<FoundColumn[]> {
  const result = await pool.request().query(`select * from ${derived(select)} where 1 = 0`);
  const [columns] = (result as unknown as { readonly columns: readonly unknown[] }).columns;
  return foundColumns(columns ?? []);
}

export function problemsOf(mapping: Mapping, found: readonly FoundColumn[]): ErrorDetail[] {
  const { columns, key } = entityOf(mapping.entity);
  const problems: ErrorDetail[] = [];
  const say = (column: string, code: ErrorDetail['code'], foundText: string, expected: string): void => {
    const target = `${mapping.entity}.${column}`;
    problems.push({ code, target, message: `${target}: found ${foundText}, expected ${expected}.` });
  };
  const byName = new Map<string, FoundColumn>();
  for (const column of found) {
    const name = column.name.toLowerCase();
    if (byName.has(name)) say(column.name, 'COLUMN_TYPE', 'the column twice', 'each column once');
    byName.set(name, column);
  }
  for (const [name, column] of Object.entries(columns)) {
    const match = byName.get(name);
    byName.delete(name);
    if (match === undefined) {
      if (column.required || key.includes(name))
        say(name, 'COLUMN_MISSING', 'no such column', expectedTypes(column.type));
    } else if (acceptance(column.type, match) === null) {
      say(name, 'COLUMN_TYPE', match.type, expectedTypes(column.type));
    }
  }
  const helper = (name: string, fits: (column: FoundColumn) => boolean, expected: string): void => {
    const match = found.find((column) => column.name.toLowerCase() === name.toLowerCase());
    byName.delete(name.toLowerCase());
    if (match === undefined) say(name, 'COLUMN_MISSING', 'no such column', expected);
    else if (!fits(match)) say(name, 'COLUMN_TYPE', match.type, expected);
  };
  if (mapping.rowversion !== undefined) {
    helper(mapping.rowversion, isRowversion, 'rowversion, binary(8) or varbinary(8)');
  }
  if (typeof mapping.deletes === 'object' && 'flag' in mapping.deletes) {
    helper(mapping.deletes.flag, ({ type }) => type === 'bit', 'bit');
  }
  if (mapping.deletes !== undefined && !('id' in columns)) {
    say('deletes', 'MAPPING_INVALID', 'a way to find deletes', 'none: this entity has no id and is always read whole');
  }
  for (const unknown of byName.values()) {
    say(
      unknown.name,
      'COLUMN_TYPE',
      'a column that the entity does not have',
      `one of ${Object.keys(columns).join(', ')}`,
    );
  }
  return problems;
}

const isRowversion = ({ type, length }: FoundColumn): boolean =>
  type === 'timestamp' || type === 'rowversion' || ((type === 'binary' || type === 'varbinary') && length === 8);

async function tombstoneProblems(
  pool: sql.ConnectionPool,
  mapping: Mapping,
  retry: RetryContext,
): Promise<ErrorDetail[]> {
  const { deletes, entity } = mapping;
  if (typeof deletes !== 'object' || !('tombstones' in deletes)) return [];
  const found = await withRetry(() => describe(pool, deletes.tombstones), retry);
  return (['id', 'deleted_at'] as const).flatMap((name) => {
    const type = name === 'id' ? 'text' : 'instant';
    const match = found.find((column) => column.name.toLowerCase() === name);
    if (match !== undefined && acceptance(type, match) !== null) return [];
    const target = `${entity}.deletes.tombstones.${name}`;
    const said = match === undefined ? 'no such column' : match.type;
    return [
      {
        code: match === undefined ? 'COLUMN_MISSING' : 'COLUMN_TYPE',
        target,
        message: `${target}: found ${said}, expected ${expectedTypes(type)}.`,
      },
    ];
  });
}

function notesOf(mapping: Mapping, found: readonly FoundColumn[]): string[] {
  const { columns, watermark } = entityOf(mapping.entity);
  const names = new Set(found.map((column) => column.name.toLowerCase()));
  const missing = Object.keys(columns).filter((name) => !names.has(name));
  // A SELECT may well give what is never null as nullable (outer joins, expressions), so this is no error.
  const nullable = found
    .filter((column) => column.nullable)
    .map((column) => column.name.toLowerCase())
    .filter((name) => columns[name]?.required === true);
  return [
    ...(nullable.length === 0
      ? []
      : [`${mapping.entity}: ${nullable.join(', ')} may be null; a row without goes to quarantine.`]),
    ...(missing.length === 0 ? [] : [`${mapping.entity}: no ${missing.join(', ')} in the mapping; left empty.`]),
    ...(watermark !== undefined && !names.has(watermark) && mapping.rowversion === undefined
      ? [`${mapping.entity}: without ${watermark} or a rowversion it is read whole at every refresh.`]
      : []),
  ];
}
