/** Which rows of the table a filter means, and which identities are selected. */
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

/** The selected identities, by the host's keys. */
export class KeySelection {
  private selected: ReadonlySet<string> = new Set();

  get any(): boolean {
    return this.selected.size > 0;
  }

  has(key: string): boolean {
    return this.selected.has(key);
  }

  replace(keys: Iterable<string>): void {
    this.selected = new Set(keys);
  }

  /** As a click does: selects only these, or clears when they already are the selection; with `add`, toggles them. */
  click(keys: readonly string[], add: boolean): void {
    const on = keys.every((key) => this.selected.has(key));
    if (!add) {
      this.selected = on && this.selected.size === keys.length ? new Set() : new Set(keys);
      return;
    }
    const next = new Set(this.selected);
    for (const key of keys) {
      if (on) next.delete(key);
      else next.add(key);
    }
    this.selected = next;
  }
}
