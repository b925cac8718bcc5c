/** The part of a star table that a sight shows, as SQL: row scope and masking are applied here and nowhere else. */
import { star, starTables, type TableDefinition, type TableName } from '../star';
import { type Pseudonymise, type PseudonymKeys, pseudonymSql } from './pseudonym';
import { columnsAcrossUnits, type RowRule, rowRules } from './rowRules';
import type { Sight } from './sight';

/** Turns a text into a place holder of the statement (`$1::VARCHAR`); the same text may get the same one. */
export type Placeholder = (text: string) => string;

/** What engines write differently of it. */
export interface SightSql {
  /** What stands in FROM for a table of the star. */
  readonly table: (name: TableName) => string;
  /** A stored text as it is compared: as it is written, to the last blank. */
  readonly text: (column: string) => string;
  readonly pseudonym: Pseudonymise;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const unitKey = quote('BusinessUnitKey');

/** The embedded engine's. */
export const embeddedSight: SightSql = { table: quote, text: (column) => column, pseudonym: pseudonymSql };

/**
 * What stands after FROM: the plain table where the sight hides nothing of it, else a sub-select with the table's columns.
 * Filters, orders, counts and aggregates go around it, so they see masked values and visible rows only.
 */
export function visibleTable(
  name: TableName,
  sight: Sight,
  keys: PseudonymKeys,
  placeholder: Placeholder,
  engine: SightSql = embeddedSight,
): string {
  const columns = Object.keys(star[name].columns).map((column) =>
    visibleColumn(name, column, sight, keys, placeholder, engine),
  );
  const rows = visibleRows(name, sight, placeholder, engine);
  const whole = engine.table(name);
  if (rows === null && columns.every(({ changed }) => !changed)) return whole;
  const list = columns.map(({ sql }) => sql).join(', ');
  return `(SELECT ${list} FROM ${whole}${rows === null ? '' : ` WHERE ${rows}`})`;
}

/** True where the sight shows the table exactly as the snapshot holds it: bytes made once may go to every such caller. */
export function showsWhole(name: TableName, sight: Sight): boolean {
  const limited = sight.businessUnits !== null;
  if (limited && rowRules[name] !== 'whole') return false;
  return Object.values<TableDefinition['columns'][string]>(star[name].columns).every(
    ({ person }) => person === undefined || !sight.masked.includes(person),
  );
}

/** The condition under which a row is seen; null where every row is. A place holder only for the unit ids. */
function visibleRows(name: TableName, sight: Sight, placeholder: Placeholder, engine: SightSql): string | null {
  const rule: RowRule = rowRules[name];
  if (sight.businessUnits === null || rule === 'whole') return null;
  if (rule === 'none') return noRow;
  if (sight.businessUnits.length === 0) return unknownMember(name) ?? noRow;
  const units = unitKeys(sight.businessUnits, placeholder, engine);
  if (rule === 'unit') return or(`${unitKey} IN (${units})`, unknownMember(name));
  if (rule === 'fact') return throughFact(name, units, engine);
  return or(throughReferences(name, units, engine), unknownMember(name));
}

function visibleColumn(
  name: TableName,
  column: string,
  sight: Sight,
  keys: PseudonymKeys,
  placeholder: Placeholder,
  engine: SightSql,
) {
  const { columns }: TableDefinition = star[name];
  const person = columns[column]?.person;
  const plain = quote(column);
  if (sight.businessUnits !== null && columnsAcrossUnits[name]?.includes(column) === true) {
    return { sql: `CASE WHEN ${noRow} THEN ${plain} END AS ${plain}`, changed: true };
  }
  if (person === undefined || !sight.masked.includes(person)) return { sql: plain, changed: false };
  return { sql: `${engine.pseudonym(keys, person, plain, placeholder)} AS ${plain}`, changed: true };
}

/** Every engine takes it. */
const noRow = '1 = 0';

const or = (condition: string, more: string | null): string =>
  more === null ? condition : `(${condition} OR ${more})`;

function unitKeys(ids: readonly string[], placeholder: Placeholder, engine: SightSql): string {
  const list = ids.map(placeholder).join(', ');
  const id = engine.text(quote('BusinessUnitId'));
  return `SELECT ${unitKey} FROM ${engine.table('DimBusinessUnit')} WHERE ${id} IN (${list})`;
}

/** Row 0 of a dimension says "unknown" and nothing else; a fact with an unknown unit stays hidden. */
function unknownMember(name: TableName): string | null {
  const { kind, key, unknownMember: has }: TableDefinition = star[name];
  return kind === 'dimension' && has !== false && key[0] !== undefined ? `${quote(key[0])} = 0` : null;
}

const referencesTo = (from: TableDefinition, target: TableName): string[] =>
  Object.entries(from.columns).flatMap(([column, { reference }]) => (reference?.table === target ? [column] : []));

const unitFacts = (): TableDefinition[] =>
  starTables.filter(({ name, kind }) => kind === 'fact' && rowRules[name] === 'unit');

function throughFact(name: TableName, units: string, { table }: SightSql): string {
  const seen = unitFacts().flatMap((fact) =>
    referencesTo(star[name], fact.name).map(
      (column) =>
        `${quote(column)} IN (SELECT ${quote(fact.key[0] ?? '')} FROM ${table(fact.name)} WHERE ${unitKey} IN (${units}))`,
    ),
  );
  return seen.length === 0 ? noRow : seen.join(' AND ');
}

function throughReferences(name: TableName, units: string, { table }: SightSql): string {
  const selects = unitFacts().flatMap((fact) =>
    referencesTo(fact, name).map(
      (column) => `SELECT ${quote(column)} FROM ${table(fact.name)} WHERE ${unitKey} IN (${units})`,
    ),
  );
  const key = quote(star[name].key[0]);
  return selects.length === 0 ? noRow : `${key} IN (${selects.join(' UNION ALL ')})`;
}
