/** The part of a star table that one caller may see, as SQL: row scope and masking are applied here and nowhere else. */
import { starTables, type TableName } from '../star';
import type { Access, Masking } from '../auth/access';
import { entitySet } from './entityModel';
import type { Parameters } from './sql';
import { quoteName } from './sql';

/** What the relations of one request are made from. */
export interface Visibility {
  readonly access: Access;
  readonly masking: Masking;
}

/** SQL that stands after FROM: the plain table, or a sub-select that hides rows and masks columns. */
export function relation(name: TableName, visibility: Visibility, parameters: Parameters): string {
  const { table } = entitySet(name);
  const condition = rowScope(name, visibility.access, parameters);
  const masked = Object.entries(table.columns).filter(([, { person }]) => {
    if (person === undefined || visibility.access.persons) return false;
    return person !== 'freeText' || visibility.masking.freeText;
  });
  if (condition === null && masked.length === 0) return quoteName(name);
  const replaced = masked.map(([column]) => `${mask(column, visibility.masking, parameters)} AS ${quoteName(column)}`);
  const columns = replaced.length === 0 ? '*' : `* REPLACE (${replaced.join(', ')})`;
  return `(SELECT ${columns} FROM ${quoteName(name)}${condition === null ? '' : ` WHERE ${condition}`})`;
}

/** A keyed hash of 24 hexadecimal digits (SHA-256, the key on both sides); null stays null. */
function mask(column: string, { secret }: Masking, parameters: Parameters): string {
  const key = parameters.text(secret);
  const value = quoteName(column);
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE left(sha256(${key} || sha256(${key} || ${value})), 24) END`;
}

/** Dimensions whose members are seen by everyone: they describe the survey and name no customer and no unit. */
const open: ReadonlySet<TableName> = new Set<TableName>([
  'DimDate',
  'DimCampaign',
  'DimTouchpoint',
  'DimChannel',
  'DimProduct',
  'DimCategory',
  'DimScore',
  'FactBenchmark',
]);

/**
 * The condition that a row of `name` is in the caller's units; null where there is nothing to hide.
 * A table with a business unit is cut by it; a bridge by its fact; a dimension by the visible facts that refer to it;
 * anything else that is not open shows nothing.
 */
function rowScope(name: TableName, access: Access, parameters: Parameters): string | null {
  if (access.businessUnits === null || open.has(name)) return null;
  const units = unitKeys(access.businessUnits, parameters);
  if (name === 'DimBusinessUnit') return `"BusinessUnitKey" IN (${units})`;
  const set = entitySet(name);
  if (unitColumn(name) !== null) return `"BusinessUnitKey" IN (${units})`;
  if (set.table.kind === 'dimension') {
    const key = set.key[0] ?? '';
    return `${quoteName(key)} = 0 OR ${referredBy(name, key, units)}`;
  }
  for (const { column, target } of set.navigations.values()) {
    if (unitColumn(target) === null) continue;
    const targetKey = quoteName(entitySet(target).key[0] ?? '');
    return `${quoteName(column)} IN (SELECT ${targetKey} FROM ${quoteName(target)} WHERE "BusinessUnitKey" IN (${units}))`;
  }
  const owner = [...set.navigations.values()].find(({ target }) => target === 'DimCompany');
  if (owner === undefined) return 'false';
  return `${quoteName(owner.column)} <> 0 AND ${referredBy('DimCompany', owner.column, units)}`;
}

function unitKeys(ids: readonly string[], parameters: Parameters): string {
  if (ids.length === 0) return 'SELECT "BusinessUnitKey" FROM "DimBusinessUnit" WHERE false';
  const list = ids.map((id) => parameters.text(id)).join(', ');
  return `SELECT "BusinessUnitKey" FROM "DimBusinessUnit" WHERE "BusinessUnitId" IN (${list})`;
}

const unitColumn = (name: TableName): string | null =>
  name !== 'DimBusinessUnit' && 'BusinessUnitKey' in entitySet(name).table.columns ? 'BusinessUnitKey' : null;

/** True for a member of `dimension` that some visible row of a fact refers to. */
function referredBy(dimension: TableName, column: string, units: string): string {
  const selects = starTables.flatMap((fact) => {
    if (unitColumn(fact.name) === null) return [];
    return [...entitySet(fact.name).navigations.values()]
      .filter(({ target }) => target === dimension)
      .map(
        (each) => `SELECT ${quoteName(each.column)} FROM ${quoteName(fact.name)} WHERE "BusinessUnitKey" IN (${units})`,
      );
  });
  return selects.length === 0 ? 'false' : `${quoteName(column)} IN (${selects.join(' UNION ALL ')})`;
}
