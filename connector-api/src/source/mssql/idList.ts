/** Collects the first column of rows as ids. */
import { idText } from './columnTypes';
import type { RowCollector } from './streamRows';
import type { Cells } from './wire/cells';
import { type TextReader, textReader } from './wire/cellValues';
import type { WireColumn } from './wire/wireColumn';

export class IdList implements RowCollector<readonly string[]> {
  private ids: string[] = [];
  private readonly read: TextReader;

  constructor(column: WireColumn | undefined, codePage: string | undefined) {
    const read = column === undefined ? null : textReader(column, codePage);
    if (read === null) throw new Error(`Ids are read as ${column?.type ?? 'nothing'}, which is no text.`);
    this.read = read;
  }

  get size(): number {
    return this.ids.length;
  }

  /** A row without an id counts for nothing. */
  add(cells: Cells): void {
    if ((cells.starts[0] as number) >= 0) this.ids.push(idText(this.read(cells.value(0))));
  }

  take(): readonly string[] {
    const taken = this.ids;
    this.ids = [];
    return taken;
  }
}
