/** Checks that relationships and sort orders of the model name columns that are there. */
import type { Findings } from './findings';
import type { Model } from './pbitShapes';

export const checkModel = ({ model }: Model, findings: Findings): void => {
  const columns = new Map(model.tables.map((table) => [table.name, new Set(table.columns.map(({ name }) => name))]));
  for (const { fromTable, fromColumn, toTable, toColumn } of model.relationships)
    findings.expect(
      columns.get(fromTable)?.has(fromColumn) === true && columns.get(toTable)?.has(toColumn) === true,
      () => `The relationship ${fromTable}[${fromColumn}] → ${toTable}[${toColumn}] names a column that is not there.`,
    );
  for (const table of model.tables)
    for (const { name, sortByColumn } of table.columns)
      findings.expect(
        sortByColumn === undefined || columns.get(table.name)?.has(sortByColumn) === true,
        () => `${table.name}[${name}] is sorted by ${sortByColumn ?? ''}, which is not there.`,
      );
};
