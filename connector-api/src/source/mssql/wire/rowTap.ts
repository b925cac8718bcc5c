/**
 * Takes the rows out of the driver's token stream before the driver makes objects of them: connection, login, errors,
 * cancelling and the end of the answer stay the driver's, while the rows go straight into columns.
 */
import { Cells, compressedRowToken, rowToken } from './cells';
import { readWireColumns, type WireColumn } from './wireColumn';

/** Where the rows go. */
export interface RowSink {
  /** Called once, before the first row. Code pages are those of the texts with one byte a character. */
  columns(columns: readonly WireColumn[], codePages: readonly (string | undefined)[]): void;
  /** Values of one row; they are gone when it returns. True where the reading should wait for `room`. */
  row(cells: Cells): boolean;
  room(): Promise<void>;
  /** True where rows are no longer wanted: they are passed over. */
  readonly stopped: boolean;
  /** What was thrown while a row was taken; the driver reads on by itself. */
  failed(error: unknown): void;
}

/** The part of the driver's connection that is tapped. */
export interface TappedConnection {
  createTokenStreamParser: (message: AsyncIterable<Buffer>, handler: TokenHandler) => unknown;
}

interface TokenHandler {
  onColMetadata: (token: { readonly columns: readonly DescribedColumn[] }) => void;
}

interface DescribedColumn {
  readonly collation?: { readonly codepage?: string };
}

const columnsToken = 0x81;
/** Tokens before the end that tell their length in two bytes: order, information, errors, changes of the session. */
const lengthTokens: ReadonlySet<number> = new Set([0xa4, 0xa5, 0xa9, 0xaa, 0xab, 0xe3]);

/** The rows of the connection's next answer go to `sink`. */
export function tapRows(connection: TappedConnection, sink: RowSink): void {
  const original = connection.createTokenStreamParser;
  connection.createTokenStreamParser = (message, handler) => {
    connection.createTokenStreamParser = original;
    const described = new Promise<readonly DescribedColumn[]>((resolve) => {
      const usual = handler.onColMetadata.bind(handler);
      handler.onColMetadata = (token) => {
        resolve(token.columns);
        usual(token);
      };
    });
    return original.call(connection, withoutRows(message, described, sink), handler);
  };
}

async function* withoutRows(
  message: AsyncIterable<Buffer>,
  described: Promise<readonly DescribedColumn[]>,
  sink: RowSink,
): AsyncGenerator<Buffer, void, undefined> {
  const rest = new Unread();
  let cells: Cells | null = null;
  let tapping = true;
  for await (const chunk of withEnd(message)) {
    if (!tapping) {
      if (chunk !== null) yield chunk;
      continue;
    }
    if (chunk === null ? !rest.isUnseen : !rest.add(chunk)) continue;
    const bytes = rest.all();
    let at = 0;
    try {
      while (at < bytes.length) {
        const token = bytes[at] as number;
        if (token === rowToken || token === compressedRowToken) {
          if (cells === null) throw new Error('A row came before its columns.');
          if (!cells.find(bytes, at)) break;
          at = cells.end;
          if (!sink.stopped && sink.row(cells)) await sink.room();
        } else if (token === columnsToken) {
          if (cells !== null) throw new Error('A second result came where one was expected.');
          const found = readWireColumns(bytes, at + 1);
          if (found === null) break;
          yield bytes.subarray(at, found.end);
          at = found.end;
          const pages = (await described).map(({ collation }) => collation?.codepage);
          sink.columns(found.columns, pages);
          cells = new Cells(found.columns);
        } else if (lengthTokens.has(token)) {
          const end = at + 3 + (bytes[at + 1] ?? 0) + (bytes[at + 2] ?? 0) * 256;
          if (bytes.length < at + 3 || bytes.length < end) break;
          yield bytes.subarray(at, end);
          at = end;
        } else {
          // The end of the answer, or what only the driver understands.
          tapping = false;
          break;
        }
      }
    } catch (error) {
      tapping = false;
      sink.failed(error);
    }
    if (tapping) rest.keep(at);
    else if (at < bytes.length) yield bytes.subarray(at);
  }
  if (tapping && rest.length > 0) yield rest.all();
}

/** What comes, then null. */
async function* withEnd(message: AsyncIterable<Buffer>): AsyncGenerator<Buffer | null, void, undefined> {
  yield* message;
  yield null;
}

/** Bytes of a token that is not all there. A long one is looked at again only when there is half as much more of it. */
class Unread {
  private chunks: Buffer[] = [];
  private wanted = 1;
  length = 0;
  /** True where something came that was not yet looked at. */
  isUnseen = false;

  /** False where there is too little to look at. */
  add(chunk: Buffer): boolean {
    this.isUnseen = true;
    this.chunks.push(chunk);
    this.length += chunk.length;
    return this.length >= this.wanted;
  }

  all(): Buffer {
    const [first] = this.chunks;
    if (first === undefined) return Buffer.alloc(0);
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] ?? first;
  }

  /** Keeps what lies behind `at` of all bytes. */
  keep(at: number): void {
    const left = this.all().subarray(at);
    this.chunks = left.length === 0 ? [] : [left];
    this.length = left.length;
    this.isUnseen = false;
    this.wanted = left.length < longToken ? 1 : left.length * 1.5;
  }
}

const longToken = 65_536;
