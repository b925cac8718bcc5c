/** Streams the records of a CSV file with the line each begins on; a broken file is refused with line and column. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { ConnectorError } from '../../errors';
import { decoderFor, detectEncoding } from './textEncoding';

export interface CsvFormat {
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
}

export interface CsvRecord {
  /** One-based line on which the record begins. */
  readonly line: number;
  readonly values: readonly string[];
}

const candidates = [',', ';', '\t', '|'] as const;

/** Fills in what is not given from the file itself. */
export async function csvFormat(file: string, given: Partial<CsvFormat>): Promise<CsvFormat> {
  const encoding = given.encoding ?? (await detectEncoding(file));
  const delimiter = given.delimiter ?? guessDelimiter(await firstText(file, encoding));
  return { encoding, delimiter, quote: given.quote ?? '"' };
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

/**
 * Every record, the header first. Fields may hold line breaks and doubled quotes.
 * @throws ConnectorError FILE_FORMAT with line (and column) for an unclosed quote or a wrong number of fields.
 */
export async function* csvRows(file: string, format: CsvFormat): AsyncGenerator<CsvRecord> {
  const source = createReadStream(file);
  const decoded = source.pipe(decoderFor(format.encoding));
  const parser = parse({
    delimiter: format.delimiter,
    quote: format.quote,
    escape: format.quote,
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: false,
  });
  source.on('error', (error) => parser.destroy(error));
  decoded.on('error', (error) => parser.destroy(error));
  decoded.pipe(parser);
  let previousLines = 0;
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      yield { line: previousLines + 1, values: record };
      previousLines = info.lines;
    }
  } catch (error) {
    throw error instanceof CsvError ? refused(file, error, previousLines) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function refused(file: string, error: CsvError, previousLines: number): ConnectorError {
  const facts = error as CsvError & { readonly lines?: number; readonly column?: number | string };
  const line = typeof facts.lines === 'number' ? facts.lines : previousLines + 1;
  const column = typeof facts.column === 'number' ? { column: facts.column + 1 } : {};
  const target = path.basename(file);
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ConnectorError('FILE_FORMAT', {
        target,
        line: previousLines + 1,
        found: 'a quote that is opened and never closed',
        expected: 'a whole record',
        hint: 'The file may be half written.',
        cause: error,
      });
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH': {
      const counts = /expect (\d+), got (\d+)/.exec(error.message);
      return new ConnectorError('FILE_FORMAT', {
        target,
        line,
        found: `${counts?.[2] ?? 'another number of'} fields`,
        expected: `${counts?.[1] ?? 'as many'} as in the header`,
        hint: 'The file may be half written.',
        cause: error,
      });
    }
    default:
      return new ConnectorError('FILE_FORMAT', {
        target,
        line,
        ...column,
        found: error.message.split('\n')[0]?.toLowerCase() ?? error.code,
        cause: error,
      });
  }
}
