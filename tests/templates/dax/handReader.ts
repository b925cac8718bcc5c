/** Reads a case that was worked out by hand with the printed DAX. */
import type { ColumnRef } from '../../../templates/src/model/expression';
import { findMeasure } from '../../../templates/src/model/measures';
import { modelNames } from '../../../templates/src/model/names';
import { star, type ColumnDefinition, type Language, type TableName } from '../../../templates/src/star';
import type { Reader } from '../model/byHand/compareCase';
import type { HandCase } from '../model/byHand/handCase';
import { starRows, type Cell, type Row } from '../support/starRows';
import { daxCell } from './daxData';
import { instantOf } from './daxValues';
import type { DaxChoice, DaxEngine } from './evaluateDax';

/** The choice of some of the star's cells. */
export const choiceOf = ({ table, column }: ColumnRef, values: readonly Cell[]): DaxChoice => {
  const columns: Readonly<Record<string, ColumnDefinition>> = star[table].columns;
  const type = columns[column]?.type ?? 'string';
  return { table, column, values: values.map((value) => daxCell(value, type)) };
};

/** The table's rows that its own choices leave. */
const inView = (one: HandCase, table: TableName): readonly Row[] =>
  starRows(one.facts)[table].filter((row) =>
    (one.chosen ?? []).every(
      ({ field, values }) => field.table !== table || values.includes(row[field.column] ?? null),
    ),
  );

/** The contexts that a case speaks of: all that is in view, and each member with a row. */
export const contextsOf = (one: HandCase): readonly (readonly DaxChoice[])[] => {
  const chosen = chosenIn(one);
  const { each } = one;
  return [
    ...(one.total ? [chosen] : []),
    ...[...(each?.rows.keys() ?? [])].map((member) => [...chosen, ...(each ? [choiceOf(each.by, [member])] : [])]),
  ];
};

const chosenIn = (one: HandCase): readonly DaxChoice[] =>
  (one.chosen ?? []).map(({ field, values }) => choiceOf(field, values));

/** @param engine over the facts of the case. */
export const handReader = (engine: DaxEngine, one: HandCase, language: Language): Reader => {
  const names = modelNames(language);
  const chosen = chosenIn(one);
  const read = (ids: readonly string[], where: readonly DaxChoice[]) =>
    Object.fromEntries(
      ids.map((id) => {
        const definition = findMeasure(id);
        const value = engine.evaluate(names.measure(definition), where);
        return [id, definition.kind === 'dateTime' && value !== null ? instantOf(Number(value)) : value];
      }),
    );
  return {
    total: (ids) => Promise.resolve(read(ids, chosen)),
    each: (by, ids) => {
      const members = [...new Set(inView(one, by.table).map((row) => row[by.column] ?? null))];
      return Promise.resolve(
        new Map(members.map((member) => [String(member), read(ids, [...chosen, choiceOf(by, [member])])])),
      );
    },
  };
};
