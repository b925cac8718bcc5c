/** Reads a case that was worked out by hand with the printed DAX. */
import type { ColumnRef } from '../../../templates/src/model/expression';
import { findMeasure } from '../../../templates/src/model/measures';
import { modelNames } from '../../../templates/src/model/names';
import { star, type ColumnDefinition, type Language } from '../../../templates/src/star';
import type { Reader } from '../model/byHand/compareCase';
import type { HandCase } from '../model/byHand/handCase';
import { starRows, type Cell } from '../support/starRows';
import { daxCell } from './daxData';
import { instantOf } from './daxValues';
import type { DaxChoice, DaxEngine } from './evaluateDax';

const choiceOf = ({ table, column }: ColumnRef, values: readonly Cell[]): DaxChoice => {
  const columns: Readonly<Record<string, ColumnDefinition>> = star[table].columns;
  const type = columns[column]?.type ?? 'string';
  return { table, column, values: values.map((value) => daxCell(value, type)) };
};

/** @param engine over the facts of the case. */
export const handReader = (engine: DaxEngine, one: HandCase, language: Language): Reader => {
  const names = modelNames(language);
  const chosen = (one.chosen ?? []).map(({ field, values }) => choiceOf(field, values));
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
      const members = [...new Set(starRows(one.facts)[by.table].map((row) => row[by.column] ?? null))];
      return Promise.resolve(
        new Map(members.map((member) => [String(member), read(ids, [...chosen, choiceOf(by, [member])])])),
      );
    },
  };
};
