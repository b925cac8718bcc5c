/** What the Power Dashboards read first, of a star that nobody has read yet. */
import type { Sight } from '../../../auth/sight';
import type { SnapshotManifest } from '../../../snapshot/types';
import { openPeriod, starTables, type TableDefinition } from '../../../star';
import type { PageForm, RepeatedRead } from './repeatedRead';

/** As Power Query asks: it has no preference. */
const form: PageForm = { metadata: 'minimal', numbersAsText: false, omitNulls: false, maxPageSize: null };

/** Power Query asks for gzip; what others ask for takes ten times the room. */
const codings = ['gzip', null] as const;

/**
 * Each table from the first page to the last, the largest first: as a template asks for it before a refresh policy has
 * narrowed its period, then as everybody else does. How a client writes its options and what address it knows shows in
 * the frame of a page and not in its rows, so that these are ready for all of them.
 */
export function templateReads(tables: SnapshotManifest['tables'], sights: readonly Sight[]): readonly RepeatedRead[] {
  const rows = ({ name }: TableDefinition): number => tables[name].rows;
  const bySize = starTables.filter((table) => rows(table) > 0).sort((one, other) => rows(other) - rows(one));
  const queries = [
    ...bySize.map((table) => ({ table, query: periodQuery(table) })),
    ...bySize.filter((table) => table.partitionBy !== undefined).map((table) => ({ table, query: '' })),
  ];
  return codings.flatMap((coding) =>
    sights.flatMap((sight) =>
      queries.map(({ table, query }) => ({ set: table.name, root: '', query, form, sight, coding, given: Infinity })),
    ),
  );
}

/** `$filter` over the whole open period; nothing for a table that is not cut by time. */
function periodQuery({ partitionBy }: TableDefinition): string {
  if (partitionBy === undefined) return '';
  const instant = (day: string): string => `${day}T00:00:00Z`;
  const condition = `${partitionBy} ge ${instant(openPeriod.from)} and ${partitionBy} lt ${instant(openPeriod.to)}`;
  return `$filter=${encodeURIComponent(condition)}`;
}
