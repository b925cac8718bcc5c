/**
 * Evaluates DAX over star rows with DAX's own rules: filter context, context transition, relationships, blanks that turn
 * into zero. It reads the model as written to the template, so a wrong name, relationship or operator gives another number.
 */
import type { TabularDatabase } from '../../../templates/src/write/model/tabularTypes';
import type { TableName } from '../../../templates/src/star';
import { modelNames } from '../../../templates/src/model/names';
import type { Language } from '../../../templates/src/star';
import type { StarRows } from '../support/starRows';
import { daxData, key, type DaxData, type Filter, type FilterContext, type Row, type SnapshotRow } from './daxData';
import { asNumber, compare, formatNumber, fromParts, minutes, parts, serial, type DaxValue } from './daxValues';
import { parseDax, partsOf, type DaxNode } from './parseDax';

/** A row being iterated: columns with their values, `table[column]`. */
type RowContext = ReadonlyMap<string, DaxValue>;

interface Scope {
  readonly context: FilterContext;
  readonly rows: readonly RowContext[];
  readonly variables: ReadonlyMap<string, DaxValue>;
  /** Those that are being worked out. */
  readonly measures: readonly string[];
}

interface DaxTable {
  readonly columns: readonly string[];
  /** Full rows of one model table, or rows of chosen columns. */
  readonly rows: readonly RowContext[];
}

/** A column of the star that holds one of the values. */
export interface DaxChoice {
  readonly table: TableName;
  readonly column: string;
  readonly values: readonly DaxValue[];
}

export interface DaxEngine {
  /** The value of the measure (by its name in the model) where the columns hold the given values. */
  evaluate(measure: string, where?: readonly DaxChoice[]): DaxValue;
  /** The same with another expression in the place of a measure's own. */
  override(measure: string, tree: DaxNode): DaxEngine;
}

/** What the model's measures read besides the star: the snapshot's one row, and the clock (ISO, UTC). */
export interface DaxSurroundings {
  readonly snapshot?: SnapshotRow;
  readonly now?: string;
}

/** The expressions of the model's measures, read back from their texts, by name. @throws Error where one is no DAX. */
export const measureTrees = (model: TabularDatabase): ReadonlyMap<string, DaxNode> =>
  new Map(
    model.model.tables.flatMap((table) =>
      (table.measures ?? []).map((one) => [one.name, parseDax(one.expression.join('\n'))] as const),
    ),
  );

/** @param trees the measures' expressions: `measureTrees` of the model. */
export const daxEngine = (
  model: TabularDatabase,
  trees: ReadonlyMap<string, DaxNode>,
  rows: StarRows,
  language: Language,
  { snapshot = {}, now }: DaxSurroundings = {},
): DaxEngine =>
  engineOver({ data: daxData(model, rows, language, snapshot), language, now, known: new Map() }, trees, new Set());

interface Ground {
  readonly data: DaxData;
  readonly language: Language;
  readonly now: string | undefined;
  /** Values of the model's own measures, by measure and context. */
  readonly known: Map<string, DaxValue>;
}

/** Measures whose expression leads to the measure, itself included. */
const leadingTo = (measure: string, trees: ReadonlyMap<string, DaxNode>): ReadonlySet<string> => {
  const found = new Set([measure]);
  const leads = (node: DaxNode): boolean =>
    (node.kind === 'measure' && found.has(node.name)) || partsOf(node).some(leads);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const [name, tree] of trees) if (!found.has(name) && leads(tree)) found.add(name);
  }
  return found;
};

const has = (node: DaxNode, kind: DaxNode['kind']): boolean =>
  node.kind === kind || partsOf(node).some((part) => has(part, kind));

/** One for contexts that leave the same rows; null where that is not known. */
const identityOf = ({ filters, used }: FilterContext): string | null =>
  filters.some(({ identity }) => identity === null)
    ? null
    : JSON.stringify([filters.map(({ table, column, identity }) => [table, column, identity]), used]);

/** @param changed the measures whose value is not the model's own. */
const engineOver = (ground: Ground, trees: ReadonlyMap<string, DaxNode>, changed: ReadonlySet<string>): DaxEngine => {
  const { data, language, now, known } = ground;
  const names = modelNames(language);
  const treeOf = (name: string): DaxNode => {
    const tree = trees.get(name);
    if (!tree) throw new Error(`DAX: no measure [${name}] in the model.`);
    return tree;
  };

  const { rowsOf, assertColumn, linksFrom, visible, relationships } = data;

  const valuesOf = (node: DaxNode, context: FilterContext): readonly DaxValue[] => {
    if (node.kind !== 'column') throw new Error('DAX: a column is expected.');
    assertColumn(node.table, node.column);
    return visible(node.table, context).map((row) => row[node.column] ?? null);
  };

  const distinct = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

  const transition = (scope: Scope): FilterContext => {
    const filters = scope.rows.flatMap((row) =>
      [...row].map(([name, value]): Filter => {
        const [, table = '', column = ''] = /^(.*)\[(.*)\]$/.exec(name) ?? [];
        return {
          table,
          column,
          test: (one) => (one[column] ?? null) === value,
          identity: JSON.stringify(value),
        };
      }),
    );
    return { ...scope.context, filters: [...scope.context.filters, ...filters] };
  };

  const tableOf = (node: DaxNode, scope: Scope): DaxTable => {
    if (node.kind === 'table')
      return {
        columns: data.columnsOf(node.name).map((column) => key(node.name, column)),
        rows: visible(node.name, scope.context).map(
          (row) => new Map(Object.entries(row).map(([column, value]) => [key(node.name, column), value])),
        ),
      };
    if (node.kind !== 'call') throw new Error(`DAX: a table is expected, found ${node.kind}.`);
    const [first, second] = node.args;
    if (!first) throw new Error(`DAX: ${node.name} has no argument.`);
    switch (node.name) {
      case 'VALUES': {
        if (first.kind !== 'column') throw new Error('DAX: VALUES takes a column.');
        const name = key(first.table, first.column);
        return {
          columns: [name],
          rows: distinct(valuesOf(first, scope.context)).map((value) => new Map([[name, value]])),
        };
      }
      case 'FILTER': {
        const table = tableOf(first, scope);
        if (!second) throw new Error('DAX: FILTER has no condition.');
        return {
          ...table,
          rows: table.rows.filter((row) => scalar(second, { ...scope, rows: [...scope.rows, row] }) === true),
        };
      }
      case 'SUMMARIZE': {
        if (first.kind !== 'table') throw new Error('DAX: SUMMARIZE takes a table.');
        const group = node.args.slice(1).map((one) => {
          if (one.kind !== 'column') throw new Error('DAX: SUMMARIZE groups by columns.');
          assertColumn(one.table, one.column);
          const link = linksFrom(first.name, scope.context).find((candidate) => candidate.to === one.table);
          if (!link) throw new Error(`DAX: '${first.name}' does not reach '${one.table}'.`);
          const parents = new Map(
            rowsOf(one.table).map((row) => [row[link.toColumn] ?? null, row[one.column] ?? null]),
          );
          return {
            name: key(one.table, one.column),
            value: (row: Row) => parents.get(row[link.fromColumn] ?? null) ?? null,
          };
        });
        const found = new Map<string, RowContext>();
        for (const row of visible(first.name, scope.context)) {
          const values = group.map(({ name, value }) => [name, value(row)] as const);
          found.set(JSON.stringify(values), new Map(values));
        }
        return { columns: group.map(({ name }) => name), rows: [...found.values()] };
      }
      default:
        throw new Error(`DAX: ${node.name} gives no table here.`);
    }
  };

  /** The one column that a true/false filter tests. */
  const columnIn = (node: DaxNode): { readonly table: string; readonly column: string } => {
    const found = new Map<string, { readonly table: string; readonly column: string }>();
    const search = (one: DaxNode): void => {
      if (one.kind === 'column') found.set(key(one.table, one.column), one);
      else if (one.kind === 'binary') [one.left, one.right].forEach(search);
      else if (one.kind === 'unary') search(one.operand);
      else if (one.kind === 'call') one.args.forEach(search);
    };
    search(node);
    const [only, ...more] = [...found.values()];
    if (!only || more.length > 0) throw new Error(`DAX: a filter must test exactly one column, found ${found.size}.`);
    assertColumn(only.table, only.column);
    return only;
  };

  const isOneOf = (table: string, column: string, values: readonly DaxValue[]): Filter => {
    const given = new Set(values);
    return {
      table,
      column,
      test: (row) => given.has(row[column] ?? null),
      identity: JSON.stringify(['one of', ...given]),
    };
  };

  const tested = (node: DaxNode, scope: Scope): string | null =>
    has(node, 'measure') ? null : JSON.stringify([node, has(node, 'name') ? [...scope.variables] : []]);

  const filterOf = (node: DaxNode, scope: Scope): readonly Filter[] => {
    if (node.kind === 'call' && node.name === 'DATESBETWEEN') {
      const [column, from, to] = node.args;
      if (column?.kind !== 'column' || !from || !to) throw new Error('DAX: DATESBETWEEN takes a column and two days.');
      const first = scalar(from, scope);
      const last = scalar(to, scope);
      return [
        {
          table: column.table,
          column: column.column,
          test: (row) =>
            (first === null || compare(row[column.column] ?? null, first) >= 0) &&
            (last === null || compare(row[column.column] ?? null, last) <= 0),
          identity: JSON.stringify(['between', first, last]),
        },
      ];
    }
    if (node.kind === 'call' && node.name === 'TREATAS') {
      const [values, column] = node.args;
      if (!values || column?.kind !== 'column') throw new Error('DAX: TREATAS takes values and a column.');
      assertColumn(column.table, column.column);
      return [
        isOneOf(
          column.table,
          column.column,
          tableOf(values, scope).rows.flatMap((row) => [...row.values()]),
        ),
      ];
    }
    if (node.kind === 'call' && node.name === 'VALUES') {
      const [column] = node.args;
      if (column?.kind !== 'column') throw new Error('DAX: VALUES takes a column.');
      return [isOneOf(column.table, column.column, valuesOf(column, scope.context))];
    }
    if (node.kind === 'call' && node.name === 'FILTER') {
      const [inner, condition] = node.args;
      if (inner?.kind !== 'table' || !condition) throw new Error('DAX: FILTER takes a table here.');
      return [
        {
          table: inner.name,
          column: null,
          test: (row) =>
            scalar(condition, {
              ...scope,
              rows: [
                ...scope.rows,
                new Map(Object.entries(row).map(([column, value]) => [key(inner.name, column), value])),
              ],
            }) === true,
          identity: scope.rows.length === 0 ? tested(condition, scope) : null,
        },
      ];
    }
    const { table, column } = columnIn(node);
    return [
      {
        table,
        column,
        test: (row) =>
          scalar(node, { ...scope, rows: [new Map([[key(table, column), row[column] ?? null]])] }) === true,
        identity: tested(node, scope),
      },
    ];
  };

  const calculate = (args: readonly DaxNode[], scope: Scope): DaxValue => {
    const [operand, ...modifiers] = args;
    if (!operand) throw new Error('DAX: CALCULATE has no expression.');
    let context = transition(scope);
    const added: Filter[] = [];
    for (const node of modifiers) {
      if (node.kind === 'call' && node.name === 'REMOVEFILTERS') {
        const [table] = node.args;
        if (table?.kind !== 'table') throw new Error('DAX: REMOVEFILTERS takes a table here.');
        rowsOf(table.name);
        context = { ...context, filters: context.filters.filter((one) => one.table !== table.name) };
      } else if (node.kind === 'call' && node.name === 'USERELATIONSHIP') {
        const [column, other] = node.args;
        if (column?.kind !== 'column' || other?.kind !== 'column')
          throw new Error('DAX: USERELATIONSHIP takes two columns.');
        const link = relationships.find(
          (one) =>
            one.from === column.table &&
            one.fromColumn === column.column &&
            one.to === other.table &&
            one.toColumn === other.column,
        );
        if (!link)
          throw new Error(
            `DAX: no relationship ${key(column.table, column.column)} → ${key(other.table, other.column)}.`,
          );
        context = { ...context, used: [...context.used, key(column.table, column.column)] };
      } else if (node.kind === 'call' && node.name === 'KEEPFILTERS') {
        const [inner] = node.args;
        if (!inner) throw new Error('DAX: KEEPFILTERS has no argument.');
        added.push(...filterOf(inner, scope));
      } else {
        const filters = filterOf(node, scope);
        const replaced = new Set(filters.map((one) => key(one.table, one.column ?? '')));
        context = {
          ...context,
          filters: context.filters.filter((one) => !replaced.has(key(one.table, one.column ?? ''))),
        };
        added.push(...filters);
      }
    }
    return scalar(operand, {
      context: { ...context, filters: [...context.filters, ...added] },
      rows: [],
      variables: scope.variables,
      measures: scope.measures,
    });
  };

  const aggregate = (name: string, node: DaxNode, context: FilterContext): DaxValue => {
    const values = valuesOf(node, context).filter((value) => value !== null);
    if (values.length === 0) return null;
    if (name === 'DISTINCTCOUNTNOBLANK') return distinct(values).length;
    if (values.some((value) => typeof value === 'string')) {
      const texts = values.map(String).sort();
      if (name === 'MIN') return texts[0] ?? null;
      if (name === 'MAX') return texts.at(-1) ?? null;
      throw new Error(`DAX: ${name} of texts.`);
    }
    const numbers = values.map(Number).sort((a, b) => a - b);
    const total = numbers.reduce((sum, one) => sum + one, 0);
    const middle = (numbers.length - 1) / 2;
    switch (name) {
      case 'SUM':
        return total;
      case 'AVERAGE':
        return total / numbers.length;
      case 'MIN':
        return numbers[0] ?? null;
      case 'MAX':
        return numbers.at(-1) ?? null;
      default:
        return ((numbers[Math.floor(middle)] ?? 0) + (numbers[Math.ceil(middle)] ?? 0)) / 2;
    }
  };

  const call = (name: string, args: readonly DaxNode[], scope: Scope): DaxValue => {
    const [first, second, third] = args;
    const value = (node: DaxNode | undefined): DaxValue => {
      if (!node) throw new Error(`DAX: ${name} lacks an argument.`);
      return scalar(node, scope);
    };
    switch (name) {
      case 'TRUE':
        return true;
      case 'FALSE':
        return false;
      case 'BLANK':
        return null;
      case 'CALCULATE':
        return calculate(args, scope);
      case 'COUNTROWS': {
        if (!first) throw new Error('DAX: COUNTROWS lacks an argument.');
        return tableOf(first, scope).rows.length || null;
      }
      case 'SUM':
      case 'AVERAGE':
      case 'MEDIAN':
      case 'DISTINCTCOUNTNOBLANK':
        if (!first) throw new Error(`DAX: ${name} lacks an argument.`);
        return aggregate(name, first, scope.context);
      case 'MIN':
      case 'MAX': {
        if (!second) {
          if (!first) throw new Error(`DAX: ${name} lacks an argument.`);
          return aggregate(name, first, scope.context);
        }
        const [a, b] = [value(first), value(second)];
        return name === 'MIN' ? Math.min(asNumber(a), asNumber(b)) : Math.max(asNumber(a), asNumber(b));
      }
      case 'SUMX': {
        if (!first || !second) throw new Error('DAX: SUMX lacks an argument.');
        const values = tableOf(first, scope)
          .rows.map((row) => scalar(second, { ...scope, rows: [...scope.rows, row] }))
          .filter((one) => one !== null);
        return values.length === 0 ? null : values.reduce<number>((sum, one) => sum + Number(one), 0);
      }
      case 'MAXX':
      case 'MINX': {
        if (!first || !second) throw new Error(`DAX: ${name} lacks an argument.`);
        const values = tableOf(first, scope)
          .rows.map((row) => scalar(second, { ...scope, rows: [...scope.rows, row] }))
          .filter((one) => one !== null);
        const sign = name === 'MAXX' ? 1 : -1;
        return values.reduce<DaxValue>(
          (top, one) => (top === null || (one > top ? 1 : -1) * sign > 0 ? one : top),
          null,
        );
      }
      case 'ISBLANK':
        return value(first) === null;
      case 'ISCROSSFILTERED':
        if (first?.kind !== 'table') throw new Error('DAX: ISCROSSFILTERED takes a table here.');
        rowsOf(first.name);
        return scope.context.filters.some((one) => one.table === first.name);
      case 'IF':
        return value(first) === true ? value(second) : third ? value(third) : null;
      case 'COALESCE':
        return args.map((one) => scalar(one, scope)).find((one) => one !== null) ?? null;
      case 'DIVIDE': {
        const [top, bottom] = [value(first), value(second)];
        return top === null || bottom === null || Number(bottom) === 0 ? null : Number(top) / Number(bottom);
      }
      case 'SQRT':
        return Math.sqrt(asNumber(value(first)));
      case 'FORMAT':
        return formatNumber(value(first), String(value(second)), language);
      case 'EDATE': {
        const { year, month, day } = parts(asNumber(value(first)));
        const target = month + asNumber(value(second));
        const last = new Date(Date.UTC(year, target + 1, 0)).getUTCDate();
        return fromParts(year, target, Math.min(day, last));
      }
      case 'DAY':
        return parts(asNumber(value(first))).day;
      case 'YEAR':
        return parts(asNumber(value(first))).year;
      case 'DATE':
        return fromParts(asNumber(value(first)), asNumber(value(second)) - 1, asNumber(value(third)));
      case 'DATEDIFF': {
        const [start, end] = [value(first), value(second)];
        if (start === null || end === null) return null;
        const [from, to] = [asNumber(start), asNumber(end)];
        if (third?.kind !== 'name') throw new Error('DAX: DATEDIFF lacks a unit.');
        if (third.name === 'MINUTE') return minutes(to) - minutes(from);
        if (third.name === 'DAY') return Math.floor(to) - Math.floor(from);
        if (third.name !== 'MONTH') throw new Error(`DAX: no unit ${third.name} here.`);
        const [a, b] = [parts(from), parts(to)];
        return (b.year - a.year) * 12 + b.month - a.month;
      }
      case 'UTCNOW':
        if (now === undefined) throw new Error('DAX: UTCNOW without a clock.');
        return serial(now);
      default:
        throw new Error(`DAX: no function ${name} here.`);
    }
  };

  const scalar = (node: DaxNode, scope: Scope): DaxValue => {
    switch (node.kind) {
      case 'number':
      case 'text':
        return node.value;
      case 'name': {
        if (!scope.variables.has(node.name)) throw new Error(`DAX: no variable ${node.name}.`);
        return scope.variables.get(node.name) ?? null;
      }
      case 'column': {
        const name = key(node.table, node.column);
        const row = [...scope.rows].reverse().find((one) => one.has(name));
        if (!row) throw new Error(`DAX: ${name} outside any row.`);
        return row.get(name) ?? null;
      }
      case 'measure': {
        if (scope.measures.includes(node.name)) throw new Error(`DAX: [${node.name}] depends on itself.`);
        const context = scope.rows.length === 0 ? scope.context : transition(scope);
        const identity = changed.has(node.name) ? null : identityOf(context);
        const place = `${node.name}\n${identity ?? ''}`;
        const before = identity === null ? undefined : known.get(place);
        if (before !== undefined) return before;
        const value = scalar(treeOf(node.name), {
          context,
          rows: [],
          variables: new Map(),
          measures: [...scope.measures, node.name],
        });
        if (identity !== null) known.set(place, value);
        return value;
      }
      case 'call':
        return call(node.name, node.args, scope);
      case 'var': {
        const variables = new Map(scope.variables);
        for (const { name, value } of node.variables) variables.set(name, scalar(value, { ...scope, variables }));
        return scalar(node.body, { ...scope, variables });
      }
      case 'unary': {
        const value = scalar(node.operand, scope);
        return node.operator === 'not' ? value !== true : value === null ? null : -Number(value);
      }
      case 'binary': {
        if (node.operator === '&&') return scalar(node.left, scope) === true && scalar(node.right, scope) === true;
        if (node.operator === '||') return scalar(node.left, scope) === true || scalar(node.right, scope) === true;
        const left = scalar(node.left, scope);
        const right = scalar(node.right, scope);
        switch (node.operator) {
          case '+':
            return left === null && right === null ? null : asNumber(left) + asNumber(right);
          case '-':
            return left === null && right === null ? null : asNumber(left) - asNumber(right);
          case '*':
            return left === null || right === null ? null : Number(left) * Number(right);
          case '/':
            return left === null ? null : Number(left) / asNumber(right);
          case '&':
            return `${left ?? ''}${right ?? ''}`;
          case '=':
            return compare(left, right) === 0;
          case '<>':
            return compare(left, right) !== 0;
          case '<':
            return compare(left, right) < 0;
          case '<=':
            return compare(left, right) <= 0;
          case '>':
            return compare(left, right) > 0;
          case '>=':
            return compare(left, right) >= 0;
          default:
            throw new Error(`DAX: no operator ${node.operator} here.`);
        }
      }
      case 'table':
        throw new Error(`DAX: the table '${node.name}' where a value is expected.`);
    }
  };

  return {
    override: (name, tree) =>
      engineOver(ground, new Map([...trees, [name, tree]]), new Set([...changed, ...leadingTo(name, trees)])),
    evaluate: (measure, where = []) =>
      scalar(treeOf(measure), {
        context: {
          used: [],
          filters: where.map(({ table, column, values }) => {
            const name = names.column(table, column);
            return isOneOf(names.table(table), name, values);
          }),
        },
        rows: [],
        variables: new Map(),
        measures: [measure],
      }),
  };
};
