/** Tooltip rows of the fields that the report author added. */
import type { AnswerTable } from '../dataview/answerTable';
import type { Format } from '../layout/format';
import type { TooltipRow } from '../layout/scene';

/** One row per field whose value is the same on all rows of the datum: other measures cannot be pooled here. */
export function extraRows(table: AnswerTable, rows: readonly number[], format: Format): readonly TooltipRow[] {
  const [first] = rows;
  if (first === undefined) return [];
  return table.tooltips.flatMap(({ name, values, format: pattern }) => {
    const value = values[first];
    if (!rows.every((row) => values[row] === value)) return [];
    const shown = format.value(value, pattern);
    return shown === '' ? [] : [{ name, value: shown }];
  });
}
