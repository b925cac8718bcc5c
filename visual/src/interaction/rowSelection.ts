/** Which rows of the table a filter means, and which of them are selected. */
import type { AnswerTable } from '../dataview/answerTable';
import { groupOf } from '../layout/distributionView';
import type { RowFilter } from '../model/viewModel';

/** Rows of the table that pass the filter, in order. */
export function rowsOf(table: AnswerTable, filter: RowFilter): readonly number[] {
  const { amounts, period, segment } = table;
  const segments = filter.segments ? new Set(filter.segments) : null;
  const score = amounts.kind === 'scores' ? amounts.score : null;
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (filter.period !== undefined && period?.codes[row] !== filter.period) continue;
    if (segments && !segments.has(segment?.codes[row] ?? -1)) continue;
    const given = score?.[row] ?? -1;
    if (filter.score !== undefined && given !== filter.score) continue;
    if (filter.group && score && (given < 0 || groupOf(given) !== filter.group)) continue;
    rows.push(row);
  }
  return rows;
}

/** The selected rows of one table. */
export class RowSelection {
  private selected = new Set<number>();

  get any(): boolean {
    return this.selected.size > 0;
  }

  /** Whether every one of the rows is selected; false for no rows. */
  has(rows: readonly number[]): boolean {
    return rows.length > 0 && rows.every((row) => this.selected.has(row));
  }

  replace(rows: Iterable<number>): void {
    this.selected = new Set(rows);
  }

  /** As a click does: selects only these, or clears when they already are the selection; with `add`, toggles them. */
  click(rows: readonly number[], add: boolean): void {
    const on = this.has(rows);
    if (add) {
      for (const row of rows) {
        if (on) this.selected.delete(row);
        else this.selected.add(row);
      }
    } else {
      this.selected = on && this.selected.size === rows.length ? new Set() : new Set(rows);
    }
  }
}
