/** Streams the records of a CSV file with the line each begins on; a broken file is refused with line and column. */
import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { ConnectorError } from '../../errors';
import { nameOfDelimiter, refusedRecord } from './refusedRecord';
import { decoderFor, detectEncoding } from './textEncoding';

export interface CsvFormat {
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  /** One-based line of the header. */
  readonly headerLine: number;
}

export interface CsvRecord {
  /** One-based line on which the record begins. */
  readonly line: number;
  readonly values: readonly string[];
}

const candidates = [',', ';', '\t', '|'] as const;

/** A first line such as `sep=;` tells a spreadsheet the delimiter and is none of the data. */
const separatorLine = /^"?sep=([^\r\n])"?(?:\r\n|\n|\r)/i;

/** Fills in what is not given from the file itself. */
export async function csvFormat(file: string, given: Partial<Omit<CsvFormat, 'headerLine'>>): Promise<CsvFormat> {
  const encoding = given.encoding ?? (await detectEncoding(file));
  const text = await firstText(file, encoding);
  const separator = separatorLine.exec(text)?.[1];
  return {
    encoding,
    delimiter: given.delimiter ?? separator ?? guessDelimiter(text),
    quote: given.quote ?? '"',
    headerLine: separator === undefined ? 1 : 2,
  };
}

/** The delimiter that cuts the first line (outside quotes) into most pieces. */
export function guessDelimiter(text: string): string {
  const counts = new Map<string, number>(candidates.map((candidate) => [candidate, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best !== undefined && best[1] > 0 ? best[0] : ',';
}

async function firstText(file: string, encoding: string): Promise<string> {
  const stream = createReadStream(file, { end: 65_535 }).pipe(decoderFor(encoding));
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text.replace(/^\uFEFF/, '');
}

/** Longer records are no answers: a quote was left open, and reading on would fill the memory with the rest of the file. */
const longestRecord = 16 * 1024 * 1024;

/** As many as a spreadsheet holds. */
const mostColumns = 16_384;

const lineBreaks = ['\r\n', '\n', '\r'];

/**
 * Every record, the header first. Fields may hold line breaks and doubled quotes.
 * @throws ConnectorError FILE_FORMAT with line (and column) for a broken record, a header that another delimiter was
 * meant for, or a file that changed meanwhile.
 */
export async function* csvRows(file: string, format: CsvFormat): AsyncGenerator<CsvRecord> {
  const before = fileStamp(file);
  const source = createReadStream(file);
  const decoded = source.pipe(decoderFor(format.encoding));
  let lines = 0;
  const parser = parse({
    delimiter: format.delimiter,
    quote: format.quote,
    escape: format.quote,
    record_delimiter: lineBreaks,
    bom: true,
    from_line: format.headerLine,
    skip_empty_lines: true,
    relax_column_count: false,
    max_record_size: longestRecord,
    // Called where the record ends, so that a failure right behind it knows where the next one began.
    on_record: (values: string[], info): PlacedRecord => {
      if (lines === 0) checkHeader(file, values, format.delimiter);
      const within = info.lines - lines === 1 ? 0 : lineBreaksIn(values);
      lines = info.lines;
      return Object.assign(values, { line: info.lines - within });
    },
  });
  source.on('error', (error) => parser.destroy(error));
  decoded.on('error', (error) => parser.destroy(error));
  decoded.pipe(parser);
  try {
    for await (const item of parser) {
      const values = item as PlacedRecord;
      yield { line: values.line, values };
    }
    checkUnchanged(file, before);
  } catch (error) {
    throw error instanceof CsvError ? refusedRecord(path.basename(file), error, lines + 1, format.delimiter) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The fields of a record, with the one-based line on which it begins. */
type PlacedRecord = string[] & { readonly line: number };

const lineBreaksIn = (values: readonly string[]): number =>
  values.reduce((sum, value) => sum + (value.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

/** Tells whether a file was written to: its size and the time of the last change. */
export function fileStamp(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${String(size)} bytes of ${new Date(mtimeMs).toISOString()}`;
}

/** @throws ConnectorError FILE_FORMAT where the file is not the one that had this stamp: its last line may be half of one. */
export function checkUnchanged(file: string, before: string): void {
  const now = fileStamp(file);
  if (now === before) return;
  throw new ConnectorError('FILE_FORMAT', {
    target: path.basename(file),
    found: `a file that changed while it was read: ${now}`,
    expected: before,
    hint: 'Try again when it is written to its end.',
  });
}

/** @throws ConnectorError FILE_FORMAT for more columns than anybody writes, or one that another delimiter would cut into three or more. */
function checkHeader(file: string, header: readonly string[], delimiter: string): void {
  const target = path.basename(file);
  if (header.length > mostColumns) {
    const found = `${String(header.length)} columns`;
    throw new ConnectorError('FILE_FORMAT', { target, line: 1, found, expected: `at most ${String(mostColumns)}` });
  }
  const [only = ''] = header;
  const other = guessDelimiter(only);
  if (header.length !== 1 || other === delimiter || only.split(other).length < 3) return;
  throw new ConnectorError('FILE_FORMAT', {
    target,
    line: 1,
    found: `the one column "${only}"`,
    expected: `columns with ${nameOfDelimiter(delimiter)} between them`,
    hint: `It looks as if they were written with ${nameOfDelimiter(other)} between them.`,
  });
}
