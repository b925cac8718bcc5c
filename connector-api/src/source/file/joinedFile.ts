/** A file whose rows are looked up by a key: the appointments behind answers, the companies of a CRM. */
import path from 'node:path';
import { ConnectorError } from '../../errors';
import { columnList } from './columnList';
import { csvFormat, csvRows } from './csvRows';

export interface JoinedFile {
  readonly name: string;
  /** Columns it adds, without the key. */
  readonly columns: readonly string[];
  readonly on: string;
  lookUp(key: string): readonly string[] | undefined;
}

/**
 * Reads the whole file into memory: meant for lookups, not for answers.
 * @param on column of the answers' file; the same name is taken for the key where `key` is not given.
 * @throws ConnectorError COLUMN_MISSING where the key column is not in the file, FILE_FORMAT where a key repeats.
 */
export async function readJoinedFile(file: string, on: string, key = on): Promise<JoinedFile> {
  const format = await csvFormat(file, {});
  const rows = new Map<string, readonly string[]>();
  let header: readonly string[] | null = null;
  let keyIndex = -1;
  for await (const { line, values } of csvRows(file, format)) {
    if (header === null) {
      header = values;
      keyIndex = header.indexOf(key);
      if (keyIndex === -1) {
        throw new ConnectorError('COLUMN_MISSING', {
          target: path.basename(file),
          found: columnList(header),
          expected: `"${key}" to join by`,
        });
      }
      continue;
    }
    const value = values[keyIndex] ?? '';
    if (rows.has(value)) {
      throw new ConnectorError('FILE_FORMAT', {
        target: path.basename(file),
        line,
        found: `"${value}" again in "${key}"`,
        expected: 'each key once',
      });
    }
    rows.set(
      value,
      values.filter((_, index) => index !== keyIndex),
    );
  }
  if (header === null) throw new ConnectorError('FILE_EMPTY', { target: path.basename(file) });
  const columns = header.filter((_, index) => index !== keyIndex);
  return { name: path.basename(file), columns, on, lookUp: (value) => rows.get(value) };
}
