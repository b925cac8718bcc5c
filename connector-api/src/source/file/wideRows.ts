/** Records made wider by the columns of joined files, one file after the other, so that a file can join by a column another brought. */
import path from 'node:path';
import { ConnectorError } from '../../errors';
import { columnList } from './columnList';
import type { JoinedFile } from './joinedFile';

export interface UnmatchedKeys {
  readonly file: string;
  readonly on: string;
  readonly count: number;
  readonly first: string;
}

export interface WideRows {
  /** The file's own columns, then those of each joined file. */
  readonly header: readonly string[];
  /** One record; blanks where a key finds nothing. */
  widen(values: readonly string[]): readonly string[];
  /** Keys so far, blank ones apart, that a joined file does not have. */
  unmatched(): readonly UnmatchedKeys[];
}

/** @throws ConnectorError COLUMN_MISSING where the column to join by is neither in the file nor in a file joined before. */
export function wideRows(label: string, own: readonly string[], joins: readonly JoinedFile[]): WideRows {
  let header = own;
  const steps = joins.map((joined) => {
    const place = header.indexOf(joined.on);
    if (place === -1) {
      throw new ConnectorError('COLUMN_MISSING', {
        target: label,
        found: columnList(header),
        expected: `"${joined.on}" to join ${joined.name} by`,
      });
    }
    header = [...header, ...joined.columns];
    return { joined, place, blanks: joined.columns.map(() => ''), missed: 0, first: '' };
  });
  return {
    header,
    widen: (values) => {
      let wide = values;
      for (const step of steps) {
        const key = wide[step.place] ?? '';
        const found = step.joined.lookUp(key);
        if (found === undefined && key.trim() !== '' && step.missed++ === 0) step.first = key;
        wide = wide.concat(found ?? step.blanks);
      }
      return wide;
    },
    unmatched: () =>
      steps
        .filter(({ missed }) => missed > 0)
        .map(({ joined, missed, first }) => ({ file: joined.name, on: joined.on, count: missed, first })),
  };
}

export interface NamedHeader {
  readonly file: string;
  readonly header: readonly string[];
}

/** The column by which a file can be joined: the one it shares with the answers or with the files joined before. */
export function columnToJoinBy(before: readonly NamedHeader[], joined: NamedHeader): string {
  const known = before.flatMap(({ header }) => header);
  const shared = [...new Set(joined.header)].filter((name) => name !== '' && known.includes(name));
  const [only] = shared;
  if (only !== undefined && shared.length === 1) return only;
  const names = before.map(({ file }) => path.basename(file));
  throw new ConnectorError('COLUMN_MISSING', {
    target: `${names.join(', ')} and ${path.basename(joined.file)}`,
    found: shared.length === 0 ? 'no shared column' : columnList(shared),
    expected: `one column that ${path.basename(joined.file)} shares with ${names.join(' or ')}`,
    hint: 'Files join in the order they are given; a mapping file names the column under "joins".',
  });
}
