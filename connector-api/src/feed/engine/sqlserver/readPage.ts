/** Runs the statement of a page and gives its rows as JSON text. */
import sql from 'mssql';
import type { Statement as DriverStatement } from '../../../source/mssql/statement';
import { type RowCollector, streamRows } from '../../../source/mssql/streamRows';
import { textReader } from '../../../source/mssql/wire/cellValues';
import type { Cells } from '../../../source/mssql/wire/cells';
import type { WireColumn } from '../../../source/mssql/wire/wireColumn';
import type { PiecePool, Pieces } from '../../pieces';
import type { Statement } from '../../sql';
import { ByteWriter } from '../embedded/rows/byteWriter';
import { RowWriter } from '../embedded/rows/rowWriter';
import { type CellColumn, cellText } from './cellText';
import type { PageStatement } from './sqlServerStatements';

export interface PageText {
  /** JSON objects with commas between them. */
  readonly body: Pieces;
  /** Rows that came; those beyond `size` are not in the text. */
  readonly rows: number;
  /** The key of the last row in the text. */
  readonly lastKey: readonly string[];
}

interface PageBounds {
  readonly size: number;
  readonly pool: PiecePool;
  readonly signal: AbortSignal;
}

interface Server {
  readonly pool: sql.ConnectionPool;
  readonly timeoutSeconds: number;
}

/** Parameters travel as Unicode texts. */
export const driverStatement = ({ sql: text, values }: Statement): DriverStatement => ({
  text,
  parameters: values.map((value, index) => ({
    name: `p${String(index + 1)}`,
    type: sql.NVarChar(sql.MAX),
    value,
  })),
});

export async function readPage(
  { pool: connections, timeoutSeconds }: Server,
  page: PageStatement,
  { size, pool, signal }: PageBounds,
): Promise<PageText> {
  const out = new ByteWriter(pool);
  let collector: PageCollector | null = null;
  const options = {
    // Rows are written as they come; there is nothing to hand over in between.
    batchRows: Infinity,
    idleMilliseconds: timeoutSeconds * 1000,
    signal,
    collector: (columns: readonly WireColumn[], codePages: readonly (string | undefined)[]) => {
      collector = new PageCollector(out, page, size, columns, codePages);
      return collector;
    },
  };
  try {
    for await (const found of streamRows(connections, driverStatement(page.statement), options)) collector = found;
  } catch (error) {
    out.pieces().release();
    throw error;
  }
  return { body: out.pieces(), rows: collector?.size ?? 0, lastKey: collector?.lastKey ?? [] };
}

class PageCollector implements RowCollector<PageCollector> {
  size = 0;
  lastKey: readonly string[] = [];
  private readonly writer: RowWriter<CellColumn>;
  private readonly readKey: (cells: Cells) => readonly string[];

  constructor(
    private readonly out: ByteWriter,
    { shape }: PageStatement,
    private readonly most: number,
    columns: readonly WireColumn[],
    codePages: readonly (string | undefined)[],
  ) {
    const columnAt = (index: number): WireColumn => {
      const column = columns[index];
      if (column === undefined) throw new Error(`The result has no column ${String(index)}`);
      return column;
    };
    this.writer = new RowWriter(
      shape.fields,
      (index, type, asText) => cellText(columnAt(index), codePages[index], index, type, asText),
      shape.format,
    );
    const readers = shape.keys.map((at) => {
      const read = textReader(columnAt(at), codePages[at]);
      return (cells: Cells): string => read?.(cells.value(at)) ?? '';
    });
    this.readKey = (cells) => readers.map((read) => read(cells));
  }

  add(cells: Cells): void {
    this.size += 1;
    if (this.size > this.most) return;
    for (const column of this.writer.columns) column.load(cells);
    this.writer.write(this.out, 1);
    if (this.size === this.most) this.lastKey = this.readKey(cells);
  }

  take(): this {
    return this;
  }
}
