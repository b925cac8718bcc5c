/** The one-row table that says which snapshot the model holds: the feed's manifest as a table. */
import type { ColumnType, Localised } from '../star';
import type { SnapshotField } from './expression';

interface SnapshotColumn {
  readonly type: ColumnType;
  readonly caption: Localised;
  readonly description: Localised;
}

const column = (type: ColumnType, caption: readonly [string, string], description: readonly [string, string]) =>
  ({
    type,
    caption: { en: caption[0], da: caption[1] },
    description: { en: description[0], da: description[1] },
  }) satisfies SnapshotColumn;

/** Columns named as the manifest's fields are, but for `sourceKind`, which is the first word of `source`. */
export const snapshotTable = {
  name: 'Snapshot',
  caption: { en: 'Snapshot', da: 'Datasæt' },
  description: {
    en: 'Which snapshot of the data is loaded, and how old it is.',
    da: 'Hvilket datasæt der er indlæst, og hvor gammelt det er.',
  },
  columns: {
    snapshot: column('string', ['Snapshot ID', 'Datasæt-id'], ['Number of the snapshot.', 'Datasættets nummer.']),
    version: column(
      'string',
      ['Connector version', 'Connectorversion'],
      ['Version of the product that built it.', 'Den produktversion der byggede det.'],
    ),
    dataAsOf: column(
      'dateTime',
      ['Newest change', 'Nyeste ændring'],
      ['Newest change in the source, UTC.', 'Nyeste ændring i kilden, UTC.'],
    ),
    builtAt: column('dateTime', ['Built at', 'Bygget'], ['When it was built, UTC.', 'Hvornår det blev bygget, UTC.']),
    timeZone: column('string', ['Time zone', 'Tidszone'], ['Zone that days are counted in.', 'Zonen dagene regnes i.']),
    source: column('string', ['Source', 'Kilde'], ['Where the answers come from.', 'Hvor svarene kommer fra.']),
    sourceKind: column(
      'string',
      ['Kind of source', 'Kildetype'],
      ['First word of the source: sample, csv, …', 'Kildens første ord: sample, csv, …'],
    ),
    rated: column(
      'int64',
      ['Rated at the connector', 'Bedømte i connectoren'],
      [
        'Rated answers that the connector counted; blank for who sees only some business units.',
        'Bedømte svar som connectoren talte; tom for den, der kun ser nogle enheder.',
      ],
    ),
  },
} as const satisfies {
  readonly name: string;
  readonly caption: Localised;
  readonly description: Localised;
  readonly columns: Readonly<Record<SnapshotField, SnapshotColumn>>;
};

/** What `sourceKind` says of the invented data. */
export const sampleKind = 'sample';

/** The kind in the name of a source: `sample (seed 7)` is a `sample`. */
export const sourceKindOf = (source: string): string => source.split(' ')[0] ?? '';
