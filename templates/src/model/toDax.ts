/** Prints an expression as DAX, laid out for a person to read. */
import { star, type ColumnDefinition, type Language, type TableName } from '../star';
import { mapChildren } from './children';
import type { ColumnRef, Expression, MeasureDefinition, NumberText, RowCondition, WindowName } from './expression';
import { modelNames, quoteColumn, quoteTable, type ModelNames } from './names';
import { snapshotTable } from './snapshotTable';
import { bounds, windowBounds, type BoundName } from './windows';

/** Finds a measure by its technical name. @throws Error where there is none. */
export type MeasureLookup = (id: string) => MeasureDefinition;

const numberFormats: Readonly<Record<NumberText, string>> = {
  signed: '+0;\\−0;0',
  whole: '#,0',
  oneDecimal: '#,0.0',
  signedDecimal: '+#,0.0;\\−#,0.0;0.0',
};

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

/** `NAME ( a, b )` on one line where it is short, else an argument a line. */
const call = (name: string, args: readonly string[]): string => {
  if (args.length === 0) return `${name} ()`;
  const flat = `${name} ( ${args.join(', ')} )`;
  return flat.length <= 90 && !flat.includes('\n') ? flat : `${name} (\n${args.map(indent).join(',\n')}\n)`;
};

const daxText = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const daxValue = (value: number | string | boolean): string =>
  typeof value === 'string'
    ? daxText(value)
    : typeof value === 'boolean'
      ? value
        ? 'TRUE ()'
        : 'FALSE ()'
      : `${value}`;

const columnOf = (table: TableName, column: string): ColumnDefinition => {
  const columns: Readonly<Record<string, ColumnDefinition>> = star[table].columns;
  const found = columns[column];
  if (!found) throw new Error(`No column ${column} in ${table}; expected one of ${Object.keys(columns).join(', ')}.`);
  return found;
};

/** Conditions as DAX tests. A nullable column is guarded, because DAX reads a blank as zero or an empty text. */
const testsOf = (names: ModelNames, table: TableName, condition: RowCondition): readonly string[] => {
  const name = names.daxColumn(table, condition.column);
  const present = `NOT ISBLANK ( ${name} )`;
  switch (condition.operator) {
    case 'isBlank':
      return [`ISBLANK ( ${name} )`];
    case 'notBlank':
      return [present];
    case 'atLeast': {
      const other = names.daxColumn(table, condition.other);
      return [present, `NOT ISBLANK ( ${other} )`, `${name} >= ${condition.times} * ${other}`];
    }
    default: {
      const test = `${name} ${condition.operator} ${daxValue(condition.value)}`;
      return columnOf(table, condition.column).nullable ? [present, test] : [test];
    }
  }
};

/** One CALCULATE filter per column, kept within the filters in force. */
const filtersOf = (names: ModelNames, table: TableName, where: readonly RowCondition[]): readonly string[] => {
  if (where.some((condition) => condition.operator === 'atLeast'))
    return [
      call('KEEPFILTERS', [
        call('FILTER', [names.daxTable(table), where.flatMap((one) => testsOf(names, table, one)).join(' && ')]),
      ]),
    ];
  const columns = [...new Set(where.map((condition) => condition.column))];
  return columns.map((column) =>
    call('KEEPFILTERS', [
      [
        ...new Set(
          where
            .filter((condition) => condition.column === column)
            .flatMap((condition) => testsOf(names, table, condition)),
        ),
      ].join(' && '),
    ]),
  );
};

const windowFilters = (names: ModelNames, window: WindowName): readonly string[] => {
  const calendar = names.daxTable('DimDate');
  const cleared = `REMOVEFILTERS ( ${calendar} )`;
  const days = names.daxColumn('DimDate', 'Date');
  const bound = (name: BoundName): string => quoteColumn(names.bound(name));
  switch (window) {
    case 'allTime':
      return [cleared];
    case 'wholeMonths':
      return [cleared, `VALUES ( ${names.daxColumn('DimDate', 'MonthSort')} )`];
    case 'upToEnd':
      return [cleared, `DATESBETWEEN ( ${days}, BLANK (), ${bound('lastDay')} )`];
    default: {
      const { from, to } = windowBounds[window];
      return [cleared, `DATESBETWEEN ( ${days}, ${bound(from)}, ${bound(to)} )`];
    }
  }
};

const aggregateNames = {
  sum: 'SUM',
  average: 'AVERAGE',
  median: 'MEDIAN',
  min: 'MIN',
  max: 'MAX',
  distinctCount: 'DISTINCTCOUNTNOBLANK',
} as const;

/** How tightly an operator binds; a call, a name or a literal binds tightest. */
const binding = (expression: Expression): number => {
  switch (expression.kind) {
    case 'logic':
      return expression.operator === 'or' ? 1 : 2;
    case 'compare':
      return 3;
    case 'join':
      return 4;
    case 'arithmetic':
      return expression.operator === '*' ? 6 : 5;
    case 'number':
      return expression.value < 0 ? 7 : 9;
    case 'not':
      return 8;
    case 'let':
    case 'latest':
    case 'topMember':
      return 0;
    default:
      return 9;
  }
};

const printer = (names: ModelNames, lookup: MeasureLookup) => {
  const inside = (expression: Expression, least: number): string =>
    binding(expression) < least ? `( ${print(expression)} )` : print(expression);

  const calculate = (operand: Expression, filters: readonly string[]): string =>
    call('CALCULATE', [print(operand), ...filters]);

  const aggregate = (expression: Expression & { readonly kind: 'aggregate' }): string => {
    const inner =
      expression.function === 'count'
        ? `COUNTROWS ( ${names.daxTable(expression.table)} )`
        : `${aggregateNames[expression.function]} ( ${names.daxColumn(expression.table, expression.column ?? '')} )`;
    const filters = filtersOf(names, expression.table, expression.where);
    return filters.length === 0 ? inner : call('CALCULATE', [inner, ...filters]);
  };

  const print = (expression: Expression): string => {
    switch (expression.kind) {
      case 'number':
        return `${expression.value}`;
      case 'text':
        return daxText(expression.value[names.language]);
      case 'blank':
        return 'BLANK ()';
      case 'aggregate':
        return aggregate(expression);
      case 'latest': {
        const { table, column, by, where } = expression;
        const byColumn = names.daxColumn(table, by);
        const filters = [`NOT ISBLANK ( ${names.daxColumn(table, column)} )`].map((test) => `KEEPFILTERS ( ${test} )`);
        const all = [...filtersOf(names, table, where), ...filters];
        return [
          `VAR _newest =\n${indent(call('CALCULATE', [`MAX ( ${byColumn} )`, ...all]))}`,
          `RETURN\n${indent(
            call('CALCULATE', [
              `${aggregateNames[expression.function]} ( ${names.daxColumn(table, column)} )`,
              ...all,
              `KEEPFILTERS ( ${byColumn} = _newest )`,
            ]),
          )}`,
        ].join('\n');
      }
      case 'measure':
        return quoteColumn(names.measure(lookup(expression.id)));
      case 'variable':
        return `_${expression.name}`;
      case 'arithmetic': {
        const { operator, left, right } = expression;
        const own = operator === '*' ? 6 : 5;
        return `${inside(left, own)} ${operator} ${inside(right, own + 1)}`;
      }
      case 'divide':
        return call('DIVIDE', [print(expression.numerator), print(expression.denominator)]);
      case 'sqrt':
        return call('SQRT', [print(expression.operand)]);
      case 'extreme': {
        const name = expression.function === 'least' ? 'MIN' : 'MAX';
        return expression.operands.map(print).reduce((left, right) => call(name, [left, right]));
      }
      case 'compare':
        return `${inside(expression.left, 4)} ${expression.operator} ${inside(expression.right, 4)}`;
      case 'logic': {
        const own = expression.operator === 'or' ? 1 : 2;
        const sign = expression.operator === 'or' ? ' || ' : ' && ';
        return expression.operands.map((operand) => inside(operand, own + 1)).join(sign);
      }
      case 'not':
        return `NOT ${inside(expression.operand, 9)}`;
      case 'isBlank':
        return call('ISBLANK', [print(expression.operand)]);
      case 'isFiltered':
        return `ISCROSSFILTERED ( ${names.daxTable(expression.table)} )`;
      case 'if': {
        const rest = expression.otherwise.kind === 'blank' ? [] : [print(expression.otherwise)];
        return call('IF', [print(expression.condition), print(expression.then), ...rest]);
      }
      case 'coalesce':
        return call('COALESCE', expression.operands.map(print));
      case 'join':
        return expression.parts.map((part) => inside(part, 5)).join(' & ');
      case 'numberText':
        return call('FORMAT', [print(expression.operand), daxText(numberFormats[expression.format])]);
      case 'window':
        return calculate(expression.operand, windowFilters(names, expression.window));
      case 'onDate':
        return calculate(expression.operand, [
          `USERELATIONSHIP ( ${names.daxColumn(expression.table, expression.column)}, ${names.daxColumn('DimDate', 'DateKey')} )`,
        ]);
      case 'filtered':
        return calculate(expression.operand, filtersOf(names, expression.table, expression.where));
      case 'treatAs': {
        const { from, to, operand } = expression;
        return calculate(operand, [
          `TREATAS ( VALUES ( ${names.daxColumn(from.table, from.column)} ), ${names.daxColumn(to.table, to.column)} )`,
        ]);
      }
      case 'sumOver': {
        const columns = expression.columns.map((one: ColumnRef) => names.daxColumn(one.table, one.column));
        const members =
          expression.over === undefined
            ? call('VALUES', columns)
            : call('SUMMARIZE', [names.daxTable(expression.over), ...columns]);
        return call('SUMX', [members, print(inRow(expression.operand))]);
      }
      case 'topMember': {
        const column = names.daxColumn(expression.column.table, expression.column.column);
        const members = `VALUES ( ${column} )`;
        const by = print(inRow(expression.by));
        const gives = expression.gives === undefined ? column : print(inRow(expression.gives));
        return [
          `VAR _end =\n${indent(call(expression.end === 'highest' ? 'MAXX' : 'MINX', [members, by]))}`,
          `RETURN\n${indent(
            call('MAXX', [call('FILTER', [members, `NOT ISBLANK ( ${by} ) && ${by} = _end`]), gives]),
          )}`,
        ].join('\n');
      }
      case 'snapshot':
        return `MAX ( ${quoteTable(names.snapshotTable)}${quoteColumn(snapshotTable.columns[expression.field].caption[names.language])} )`;
      case 'hoursOld': {
        const column = `${quoteTable(names.snapshotTable)}${quoteColumn(snapshotTable.columns.dataAsOf.caption[names.language])}`;
        return `DATEDIFF ( MAX ( ${column} ), UTCNOW (), MINUTE ) / 60`;
      }
      case 'let': {
        const variables = expression.variables.map(({ name, value }) => {
          const printed = print(value);
          return printed.includes('\n') || printed.length > 80
            ? `VAR _${name} =\n${indent(printed)}`
            : `VAR _${name} = ${printed}`;
        });
        return [...variables, `RETURN\n${indent(print(expression.body))}`].join('\n');
      }
    }
  };

  return print;
};

/** Wraps bare aggregates so that the current row filters them (context transition). */
const inRow = (expression: Expression): Expression =>
  expression.kind === 'aggregate' && expression.where.length === 0
    ? { kind: 'filtered', table: expression.table, where: [], operand: expression }
    : hasOwnContext(expression)
      ? expression
      : mapChildren(expression, inRow);

/** CALCULATE and measures bring the row into the filter context by themselves. */
const hasOwnContext = ({ kind }: Expression): boolean =>
  ['aggregate', 'latest', 'measure', 'window', 'onDate', 'filtered', 'treatAs', 'sumOver', 'topMember'].includes(kind);

/** The DAX of a measure in the names of one language. */
export const toDax = (definition: MeasureDefinition, language: Language, lookup: MeasureLookup): string =>
  printer(modelNames(language), lookup)(definition.expression);

/** The DAX of a bound of a window. */
export const boundToDax = (name: BoundName, language: Language): string => {
  const names = modelNames(language);
  return bounds[name].dax
    .replaceAll('{DateTable}', names.daxTable('DimDate'))
    .replaceAll('{Date}', names.daxColumn('DimDate', 'Date'))
    .replaceAll('{MonthToDate}', names.daxColumn('DimDate', 'IsMonthToDate'))
    .replace(/\[(\w+)\]/g, (whole, inner: string) =>
      inner in bounds ? quoteColumn(names.bound(inner as BoundName)) : whole,
    );
};
