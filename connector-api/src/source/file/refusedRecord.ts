/** What the CSV parser refuses, in words: the line on which the record begins, the column, what was found there. */
import type { CsvError } from 'csv-parse';
import { ConnectorError } from '../../errors';

/** A delimiter as a person reads it. */
export const nameOfDelimiter = (delimiter: string): string => (delimiter === '\t' ? 'a tab' : `"${delimiter}"`);

/** What the parser tells beside the code. */
interface Facts {
  /** Line that it had come to. */
  readonly lines?: number;
  /** Zero-based place of the field that it had come to. */
  readonly index?: number;
}

/** @param begins one-based line on which the record begins. */
export function refusedRecord(target: string, error: CsvError, begins: number, delimiter: string): ConnectorError {
  const { lines = begins, index = 0 } = error as CsvError & Facts;
  const place = { target, line: begins, column: index + 1, cause: error };
  const between = `${nameOfDelimiter(delimiter)} between fields`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ConnectorError('FILE_FORMAT', {
        ...place,
        found: 'a quote that is opened and never closed',
        expected: 'a whole record',
        hint: 'The file may be half written.',
      });
    case 'CSV_MAX_RECORD_SIZE':
      return new ConnectorError('FILE_FORMAT', {
        ...place,
        found: 'a record that does not end within 16 MB',
        expected: 'a whole record',
        hint: 'A quote may have been left open there.',
      });
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new ConnectorError('FILE_FORMAT', {
        ...place,
        found: `a quoted field that goes on after the quote that closes it on line ${String(lines)}`,
        expected: `${nameOfDelimiter(delimiter)} or the end of the line after a closing quote`,
        hint: 'A quote may have been left open there; a quote inside a quoted field is written twice.',
      });
    case 'INVALID_OPENING_QUOTE':
      return new ConnectorError('FILE_FORMAT', {
        ...place,
        line: lines,
        found: 'a quote in the middle of a field',
        expected: `quotes around whole fields, and ${between}`,
        hint: 'If something else stands between them, --delimiter says what.',
      });
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH': {
      const counts = /expect (\d+), got (\d+)/.exec(error.message);
      return new ConnectorError('FILE_FORMAT', {
        target,
        line: begins,
        found: `${counts?.[2] ?? 'another number of'} fields`,
        expected: `${counts?.[1] ?? 'as many'} as in the header`,
        hint: 'The file may be half written.',
        cause: error,
      });
    }
    default:
      return new ConnectorError('FILE_FORMAT', { ...place, found: error.message.split('\n')[0] ?? error.code });
  }
}
