/** Turns "these measures by these fields under these filters" into one SQL text for DuckDB over the star. */
import type { TableName } from '../../star';
import type { ColumnRef, Expression, MeasureDefinition, RowCondition } from '../expression';
import { snapshotTable } from '../snapshotTable';
import { buildBlock, type Block, type Context, type Key } from './block';
import { memberCombinations } from './memberCombinations';
import { columnOf, conditionSql, literal, quoted } from './sqlText';
import { aggregateSql, numberTextSql } from './valueSql';
import type { CompiledQuery, FilterValue, QueryFilter, QueryRequest, ResultColumn } from './types';

type MeasureLookup = (id: string) => MeasureDefinition;

const noContext: Context = { window: null, dates: {}, extra: [], treat: [] };

/** What compiling one set of expressions needs besides the expressions. */
interface Surroundings {
  readonly request: QueryRequest;
  readonly filters: readonly QueryFilter[];
  readonly lookup: MeasureLookup;
  readonly parameter: (value: FilterValue) => string;
}

interface Leaves {
  readonly context: Context;
  readonly table: TableName;
  readonly aggregates: { readonly alias: string; readonly sql: (base: string) => string }[];
}

const keyOf = (field: ColumnRef): string => `${field.table}.${field.column}`;

/**
 * Compiles expressions over the keys: a SELECT with the keys' aliases and one `result` alias per expression, with a
 * row for each combination of keys that any aggregate sees, and which of the keys any aggregate reaches.
 */
const compileBody = (
  keys: readonly Key[],
  results: readonly { readonly alias: string; readonly expression: Expression }[],
  outer: Context,
  surroundings: Surroundings,
  depth: number,
): { readonly sql: string; readonly reached: ReadonlySet<string> } => {
  const { request, filters, lookup, parameter } = surroundings;
  const leaves = new Map<string, Leaves>();
  const blocks: Block[] = [];
  const steps: string[] = [];
  const known = new Map<string, string>();
  let counter = 0;
  const nextAlias = (letter: string): string => `${letter}${depth}_${counter++}`;

  const leaf = (table: TableName, context: Context, sql: (base: string) => string): string => {
    const place = JSON.stringify([table, context]);
    const group = leaves.get(place) ?? { context, table, aggregates: [] };
    leaves.set(place, group);
    const text = sql('"?"');
    const same = known.get(place + text);
    if (same !== undefined) return same;
    const alias = nextAlias('a');
    known.set(place + text, alias);
    group.aggregates.push({ alias, sql });
    return alias;
  };

  const step = (identity: string, sql: () => string): string => {
    const same = known.get(identity);
    if (same !== undefined) return same;
    const text = sql();
    const alias = nextAlias('s');
    steps.push(`${text} AS ${alias}`);
    known.set(identity, alias);
    return alias;
  };

  const isFiltered = (table: TableName, context: Context): boolean =>
    [...keys.map(({ field }) => field), ...filters.map(({ field }) => field), ...context.extra].some(
      (one) => one.table === table,
    );

  const windowed = (context: Context, window: Context['window']): Context => {
    // The whole months of a window's own months: nothing else about that window counts any more.
    const isOfItsMonths =
      window === 'wholeMonths' &&
      keys.some(({ field, within }) => within === context.window && keyOf(field) === 'DimDate.MonthSort');
    if (context.window !== null && !isOfItsMonths)
      throw new Error(`A window inside another (${String(window)} in ${context.window}) has no meaning here.`);
    return { ...context, window };
  };

  const restricted = (context: Context, table: TableName, where: readonly RowCondition[]): Context =>
    where.length === 0 ? context : { ...context, extra: [...context.extra, { table, where }] };

  /** Makes a block of one value over the members of the columns. `value` gives its SQL, and the rows it is taken over. */
  const overMembers = (
    columns: readonly ColumnRef[],
    results: Parameters<typeof compileBody>[1],
    context: Context,
    value: (
      rows: string,
      aliases: readonly string[],
      members: readonly string[],
    ) => { readonly sql: string; readonly from: string },
  ): string => {
    const inner = (outerKeys: readonly Key[]): readonly Key[] => [
      ...outerKeys,
      ...columns
        .filter(
          (column) =>
            // A month of the rows of a window is another than the month that the window ends with.
            (column.table === 'DimDate' && context.window !== null) ||
            !outerKeys.some(({ field }) => keyOf(field) === keyOf(column)),
        )
        .map((field, index) => ({
          field,
          alias: `i${depth}_${index}`,
          ...(context.window === null ? {} : { within: context.window }),
        })),
    ];
    const compile = (outerKeys: readonly Key[]) =>
      compileBody(inner(outerKeys), results, context, surroundings, depth + 1);
    const first = compile(keys);
    const reached = keys.filter(({ alias }) => first.reached.has(alias));
    const body = reached.length === keys.length ? first : compile(reached);
    const aliases = reached.map(({ alias }) => alias);
    const members = columns.flatMap(
      (column) => [...inner(reached)].reverse().find(({ field }) => keyOf(field) === keyOf(column))?.alias ?? [],
    );
    const alias = nextAlias('a');
    const { sql, from } = value(`(${body.sql})`, aliases, members);
    blocks.push({
      sql: `SELECT ${[...aliases, `${sql} AS ${alias}`].join(', ')} FROM ${from}${aliases.length === 0 ? '' : ` GROUP BY ${aliases.join(', ')}`}`,
      reached: aliases,
    });
    return alias;
  };

  const sumOver = ({ columns, operand }: Expression & { readonly kind: 'sumOver' }, context: Context): string =>
    overMembers(columns, [{ alias: 'v', expression: operand }], context, (rows) => ({ sql: 'sum(v)', from: rows }));

  const topMember = (
    { column, end, by, gives }: Expression & { readonly kind: 'topMember' },
    context: Context,
  ): string =>
    overMembers(
      [column],
      [{ alias: 'v', expression: by }, ...(gives === undefined ? [] : [{ alias: 'g', expression: gives }])],
      context,
      (rows, aliases, members) => {
        const partition = aliases.length === 0 ? '' : `PARTITION BY ${aliases.join(', ')}`;
        const top = `${end === 'highest' ? 'max' : 'min'}(v) OVER (${partition})`;
        const given = gives === undefined ? members.join() : 'g';
        return { sql: `max(${given}) FILTER (WHERE v = top)`, from: `(SELECT *, ${top} AS top FROM ${rows})` };
      },
    );

  const scalar = (expression: Expression, context: Context, scope: ReadonlyMap<string, string>): string => {
    const inner = (part: Expression): string => scalar(part, context, scope);
    switch (expression.kind) {
      case 'number':
        return Number.isInteger(expression.value) ? `${expression.value}` : `CAST(${expression.value} AS DOUBLE)`;
      case 'text':
        return literal(expression.value[request.language ?? 'en']);
      case 'blank':
        return 'NULL';
      case 'aggregate':
        return leaf(expression.table, context, aggregateSql(expression));
      case 'latest': {
        const { table, column, by, where } = expression;
        const condition = (base: string): string =>
          [...where.map((one) => conditionSql(base, one)), `${base}.${quoted(column)} IS NOT NULL`].join(' AND ');
        return step(JSON.stringify([expression, context]), () => {
          const alias = nextAlias('a');
          blocks.push(
            buildBlock({
              table,
              context,
              keys,
              filters,
              parameter,
              aggregates: [
                {
                  alias,
                  sql: (base) => {
                    const value = `${base}.${quoted(column)}`;
                    const aggregated =
                      expression.function === 'max' ? `max(${value})` : `median(CAST(${value} AS DOUBLE))`;
                    return `${aggregated} FILTER (WHERE ${condition(base)})`;
                  },
                },
              ],
              newest: { by, condition },
            }),
          );
          return alias;
        });
      }
      case 'measure':
        return step(JSON.stringify([expression.id, context]), () =>
          scalar(lookup(expression.id).expression, context, new Map()),
        );
      case 'variable': {
        const alias = scope.get(expression.name);
        if (alias === undefined) throw new Error(`No variable ${expression.name} is defined here.`);
        return alias;
      }
      case 'arithmetic':
        return `(${inner(expression.left)} ${expression.operator} ${inner(expression.right)})`;
      case 'divide':
        return `(CAST(${inner(expression.numerator)} AS DOUBLE) / NULLIF(${inner(expression.denominator)}, 0))`;
      case 'sqrt':
        return `sqrt(${inner(expression.operand)})`;
      case 'extreme':
        return `${expression.function}(${expression.operands.map(inner).join(', ')})`;
      case 'compare':
        return `(${inner(expression.left)} ${expression.operator} ${inner(expression.right)})`;
      case 'logic':
        return `(${expression.operands.map(inner).join(expression.operator === 'and' ? ' AND ' : ' OR ')})`;
      case 'not':
        return `(NOT ${inner(expression.operand)})`;
      case 'isBlank':
        return `(${inner(expression.operand)} IS NULL)`;
      case 'isFiltered':
        return isFiltered(expression.table, context) ? 'TRUE' : 'FALSE';
      case 'if':
        return `(CASE WHEN ${inner(expression.condition)} THEN ${inner(expression.then)} ELSE ${inner(expression.otherwise)} END)`;
      case 'coalesce':
        return `coalesce(${expression.operands.map(inner).join(', ')})`;
      case 'join':
        return `(${expression.parts.map(inner).join(' || ')})`;
      case 'numberText':
        return numberTextSql(inner(expression.operand), expression.format, request.language === 'da');
      case 'window':
        return scalar(expression.operand, windowed(context, expression.window), scope);
      case 'onDate':
        return scalar(
          expression.operand,
          { ...context, dates: { ...context.dates, [expression.table]: expression.column } },
          scope,
        );
      case 'filtered':
        return scalar(expression.operand, restricted(context, expression.table, expression.where), scope);
      case 'treatAs':
        return scalar(
          expression.operand,
          { ...context, treat: [...context.treat, { from: expression.from, to: expression.to }] },
          scope,
        );
      case 'sumOver':
        return step(JSON.stringify([expression, context]), () => sumOver(expression, context));
      case 'topMember':
        return step(JSON.stringify([expression, context]), () => topMember(expression, context));
      case 'snapshot': {
        const value = request.snapshot?.[expression.field];
        if (value === undefined) return 'NULL';
        const { type } = snapshotTable.columns[expression.field];
        return type === 'dateTime'
          ? `CAST(CAST(${parameter(value)} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP)`
          : `CAST(${parameter(value)} AS ${type === 'int64' ? 'BIGINT' : 'VARCHAR'})`;
      }
      case 'hoursOld': {
        const asOf = request.snapshot?.dataAsOf;
        return asOf === undefined || request.now === undefined
          ? 'NULL'
          : `(date_diff('minute', CAST(${parameter(asOf)} AS TIMESTAMPTZ), CAST(${parameter(request.now)} AS TIMESTAMPTZ)) / 60.0)`;
      }
      case 'let': {
        const names = new Map(scope);
        for (const { name, value } of expression.variables) {
          const text = scalar(value, context, names);
          const alias = nextAlias('s');
          steps.push(`${text} AS ${alias}`);
          names.set(name, alias);
        }
        return scalar(expression.body, context, names);
      }
    }
  };

  const outputs = results.map(({ alias, expression }) => `${scalar(expression, outer, new Map())} AS ${alias}`);

  for (const { table, context, aggregates } of leaves.values())
    blocks.push(buildBlock({ table, context, keys, filters, aggregates, parameter }));

  const aliases = keys.map(({ alias }) => alias);
  const full = blocks.filter(({ reached }) => reached.length === keys.length);
  const spine =
    keys.length === 0
      ? 'SELECT 1 AS one'
      : full.length > 0
        ? full.map((block) => `SELECT ${aliases.join(', ')} FROM b${depth}_${blocks.indexOf(block)}`).join(' UNION ')
        : memberCombinations(keys, filters, parameter);
  const withs = [...blocks.map(({ sql }, index) => `b${depth}_${index} AS (${sql})`), `spine${depth} AS (${spine})`];
  const joins = blocks.map(({ reached }, index) => {
    const name = `b${depth}_${index}`;
    const on = reached.map((alias) => `spine${depth}.${alias} IS NOT DISTINCT FROM ${name}.${alias}`);
    return `LEFT JOIN ${name} ON ${on.length === 0 ? 'TRUE' : on.join(' AND ')}`;
  });
  const select = [...aliases.map((alias) => `spine${depth}.${alias}`), ...steps, ...outputs].join(', ');
  return {
    sql: `WITH ${withs.join(',\n')}\nSELECT ${select} FROM spine${depth} ${joins.join(' ')}`,
    reached: new Set(blocks.flatMap(({ reached }) => reached)),
  };
};

const assertRequest = (request: QueryRequest): void => {
  request.groupBy.forEach(columnOf);
  (request.filters ?? []).forEach(({ field }) => columnOf(field));
  const { limit } = request;
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
    throw new Error(`The limit is ${limit}; expected a whole number of at least 1.`);
  const unasked = request.given?.find((id) => !request.measures.includes(id));
  if (unasked !== undefined)
    throw new Error(`${unasked} must not be blank, but is not asked for; expected it among the measures.`);
  if (request.groupBy.length === 0 && request.measures.length === 0)
    throw new Error('Nothing is asked for; expected at least one field or measure.');
};

/**
 * Compiles the request. Rows where every measure is blank are left out, as Power BI does; without fields there is
 * exactly one row. Without measures: the combinations of members under the filters.
 * A measure that a field does not reach (a goal by channel) shows the same value in each row that others make.
 * @throws Error naming an unknown field or measure, or a limit that is not a whole number.
 */
export const compileQuery = (request: QueryRequest, lookup: MeasureLookup): CompiledQuery => {
  assertRequest(request);
  const parameters: FilterValue[] = [];
  const parameter = (value: FilterValue): string => `$${parameters.push(value)}`;
  const filters = request.filters ?? [];
  const keys = request.groupBy.map((field, index) => ({ field, alias: `k${index}` }));
  const measures = request.measures.map((id, index) => ({ definition: lookup(id), alias: `m${index}` }));
  const body = compileBody(
    keys,
    measures.map(({ definition, alias }) => ({ alias, expression: definition.expression })),
    noContext,
    { request, filters, lookup, parameter },
    0,
  );

  const columns: ResultColumn[] = [
    ...request.groupBy.map((field) => ({ name: keyOf(field), field })),
    ...measures.map(({ definition }) => ({ name: definition.id, measure: definition.id, kind: definition.kind })),
  ];
  const select = [
    ...keys.map(({ field, alias }) => `${alias} AS ${quoted(keyOf(field))}`),
    ...measures.map(({ definition, alias }) =>
      definition.kind === 'number'
        ? `CAST(${alias} AS DOUBLE) AS ${quoted(definition.id)}`
        : `${alias} AS ${quoted(definition.id)}`,
    ),
  ];
  const visible =
    keys.length > 0 && measures.length > 0
      ? ` WHERE (${measures.map(({ alias }) => `${alias} IS NOT NULL`).join(' OR ')})${measures
          .filter(({ definition }) => request.given?.includes(definition.id))
          .map(({ alias }) => ` AND ${alias} IS NOT NULL`)
          .join('')}`
      : '';
  const order = (request.orderBy ?? []).map(({ by, descending }) => {
    const name = 'measure' in by ? by.measure : keyOf(by);
    if (!columns.some((column) => column.name === name))
      throw new Error(
        `Ordered by ${name}, which is not asked for; expected one of ${columns.map((column) => column.name).join(', ')}.`,
      );
    return `${quoted(name)} ${descending === true ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const sql = [
    `SELECT ${select.join(', ')} FROM (\n${body.sql}\n)${visible}`,
    ...(order.length === 0 ? [] : [`ORDER BY ${order.join(', ')}`]),
    ...(request.limit === undefined ? [] : [`LIMIT ${request.limit}`]),
  ].join('\n');
  return { ...onlyUsed(sql, parameters), columns };
};

/** Leaves out parameters that the text does not name, and numbers the others anew. */
const onlyUsed = (sql: string, parameters: readonly FilterValue[]): Pick<CompiledQuery, 'sql' | 'parameters'> => {
  const used: number[] = [];
  const renumbered = sql.replace(/\$(\d+)/g, (_, digits: string) => {
    const old = Number(digits);
    if (!used.includes(old)) used.push(old);
    return `$${used.indexOf(old) + 1}`;
  });
  return { sql: renumbered, parameters: used.map((one) => parameters[one - 1] ?? null) };
};
