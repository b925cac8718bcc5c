/** The data tests of the star as queries over its definitions: each returns the number of rows that break a rule. */
import { quotedName } from './starDdl';
import { star, starTables, type TableDefinition, type TableName } from './index';

export interface DataTest {
  /** `FactResponse.ResponseKey unique`: what the error names. */
  readonly name: string;
  /** A query with one number: the rows that break the rule; 0 passes. */
  readonly sql: string;
  /** Where the rule is about single rows: the condition a bad row meets, so that one scan can check many rules. */
  readonly badRow?: { readonly table: TableName; readonly condition: string };
}

/** @param at gives a table's place in the engine, quoted where needed. */
export function dataTests(at: (table: TableName) => string): DataTest[] {
  return starTables.flatMap((table) => [
    ...[table.key, ...(table.unique ?? [])].map((columns) => uniqueTest(table, columns, at)),
    ...columnTests(table, at),
    ...unknownMemberTest(table, at),
  ]);
}

function uniqueTest(table: TableDefinition, columns: readonly string[], at: (table: TableName) => string): DataTest {
  const list = columns.map(quotedName).join(', ');
  return {
    name: `${table.name}.${columns.join('+')} unique`,
    sql: `select count(*) from (select 1 as n from ${at(table.name)} group by ${list} having count(*) > 1) as repeated`,
  };
}

function columnTests(table: TableDefinition, at: (table: TableName) => string): DataTest[] {
  return Object.entries(table.columns).flatMap(([name, column]) => {
    const place = at(table.name);
    const value = quotedName(name);
    const tests: DataTest[] = [];
    const rowTest = (rule: string, condition: string): void => {
      tests.push({
        name: `${table.name}.${name} ${rule}`,
        sql: `select count(*) from ${place} where ${condition}`,
        badRow: { table: table.name, condition },
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
        sql: `select count(*) from ${place} as f where f.${value} is not null and not exists (select 1 from ${at(target.name)} as d where d.${targetKey} = f.${value})`,
      });
    }
    return tests;
  });
}

function unknownMemberTest(table: TableDefinition, at: (table: TableName) => string): DataTest[] {
  if (table.kind !== 'dimension' || table.unknownMember === false) return [];
  return [
    {
      name: `${table.name} has the unknown member`,
      sql: `select 1 - count(*) from ${at(table.name)} where ${quotedName(table.key[0] ?? '')} = 0`,
    },
  ];
}
