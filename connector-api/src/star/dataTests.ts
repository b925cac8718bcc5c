/** The data tests of the star as queries over its definitions: each returns the number of rows that break a rule. */
import { quotedName } from './starDdl';
import { star, starTables, type TableDefinition, type TableName } from './index';

export interface DataTest {
  /** `FactResponse.ResponseKey unique`: what the error names. */
  readonly name: string;
  readonly table: TableName;
  /** A query with one number: the rows that break the rule; 0 passes. */
  readonly sql: string;
  /** Where the rule is about single rows: the condition a bad row meets, so that one scan can check many rules. */
  readonly badRow?: string;
  /** True for the rule that each key is there once. */
  readonly isOfKey?: boolean;
}

/** Gives a table's place in the engine, quoted where needed. */
export type PlaceOf = (table: TableName) => string;

/** The same for those rows only in which one of the columns is not as it was; where none is named, for all that changed. */
export type PlaceOfChanged = (table: TableName, columns?: readonly string[]) => string;

/**
 * @param at the tables.
 * @param changedAt the rows of a table that the rules have not been held against, where all others have: the tests then
 * look at those rows only, and at others as far as they may clash with them.
 */
export function dataTests(at: PlaceOf, changedAt: PlaceOfChanged = at): DataTest[] {
  return starTables.flatMap((table) => [
    ...[table.key, ...(table.unique ?? [])].map((columns) => uniqueTest(table, columns, at, changedAt)),
    ...columnTests(table, at, changedAt),
    ...unknownMemberTest(table, at),
  ]);
}

function uniqueTest(
  table: TableDefinition,
  columns: readonly string[],
  at: PlaceOf,
  changedAt: PlaceOfChanged,
): DataTest {
  const list = columns.map(quotedName).join(', ');
  const [all, changed] = [at(table.name), changedAt(table.name, columns)];
  const rows = all === changed ? all : `${all} where (${list}) in (select (${list}) from ${changed} as c)`;
  return {
    name: `${table.name}.${columns.join('+')} unique`,
    table: table.name,
    sql: `select count(*) from (select 1 as n from ${rows} group by ${list} having count(*) > 1) as repeated`,
    isOfKey: columns === table.key,
  };
}

function columnTests(table: TableDefinition, at: PlaceOf, changedAt: PlaceOfChanged): DataTest[] {
  return Object.entries(table.columns).flatMap(([name, column]) => {
    const place = changedAt(table.name);
    const value = quotedName(name);
    const tests: DataTest[] = [];
    const rowTest = (rule: string, condition: string): void => {
      tests.push({
        name: `${table.name}.${name} ${rule}`,
        table: table.name,
        sql: `select count(*) from ${place} where ${condition}`,
        badRow: condition,
      });
    };
    if (!column.nullable) rowTest('not null', `${value} is null`);
    if (column.acceptedValues !== undefined) {
      const accepted = column.acceptedValues
        .map((accept) => (typeof accept === 'number' ? String(accept) : `'${accept.replaceAll("'", "''")}'`))
        .join(', ');
      rowTest('accepted values', `${value} not in (${accepted})`);
    }
    if (column.range !== undefined) {
      const [from, to] = column.range;
      rowTest('range', `${value} not between ${String(from)} and ${String(to)}`);
    }
    if (column.reference !== undefined) {
      const target: TableDefinition = star[column.reference.table];
      const targetKey = quotedName(target.key[0] ?? '');
      tests.push({
        name: `${table.name}.${name} references ${target.name}`,
        table: table.name,
        // Each key is looked up once, not once a row.
        sql: `select coalesce(sum(f.n), 0) from (select ${value} as k, count(*) as n from ${changedAt(table.name, [name])} as c group by ${value}) as f where f.k is not null and not exists (select 1 from ${at(target.name)} as d where d.${targetKey} = f.k)`,
      });
    }
    return tests;
  });
}

function unknownMemberTest(table: TableDefinition, at: PlaceOf): DataTest[] {
  if (table.kind !== 'dimension' || table.unknownMember === false) return [];
  return [
    {
      name: `${table.name} has the unknown member`,
      table: table.name,
      sql: `select 1 - count(*) from ${at(table.name)} where ${quotedName(table.key[0] ?? '')} = 0`,
    },
  ];
}
