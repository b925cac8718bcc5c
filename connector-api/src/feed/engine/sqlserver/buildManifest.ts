/** What the server's lists say about its builds, as manifests. */
import { z } from 'zod';
import type { SnapshotManifest, TableManifest } from '../../../snapshot/types';
import { buildId } from '../../../staging/sqlserver/keptBuilds';
import { starTables, type TableName } from '../../../star';

/** The rows of the lists that `listBuilds` reads. */
export const buildRows = z.object({
  builds: z.array(
    z.tuple([
      z.number().describe('build'),
      z.string().describe('version'),
      z.date().describe('data as of'),
      z.date().describe('built at'),
      z.string().describe('time zone'),
      z.string().describe('source'),
    ]),
  ),
  tables: z.array(z.tuple([z.number().describe('build'), z.string(), z.number(), z.string().describe('hash')])),
  counts: z.array(z.tuple([z.number().describe('build'), z.string().describe('kind'), z.string(), z.number()])),
});

export type BuildRows = z.infer<typeof buildRows>;

/** The manifest of each listed build, the newest last, by the build's number. */
export const buildManifests = (rows: BuildRows): readonly (readonly [build: number, manifest: SnapshotManifest])[] =>
  rows.builds.map(([build, version, dataAsOf, builtAt, timeZone, source]) => {
    const counted = (kind: string) =>
      rows.counts.flatMap(([each, of, name, count]) => (each === build && of === kind ? [[name, count] as const] : []));
    const tableManifest = (name: TableName): TableManifest => {
      const [, , count = 0, sum = '0'] = rows.tables.find(([each, table]) => each === build && table === name) ?? [];
      return { rows: count, hash: hexadecimal(sum) };
    };
    const manifest: SnapshotManifest = {
      snapshot: buildId(build),
      version,
      dataAsOf: dataAsOf.toISOString(),
      builtAt: builtAt.toISOString(),
      timeZone,
      source,
      rated: counted('rated')[0]?.[1] ?? 0,
      excluded: Object.fromEntries(counted('excluded')),
      quarantined: Object.fromEntries(counted('quarantined')),
      tables: Object.fromEntries(starTables.map(({ name }) => [name, tableManifest(name)])) as Record<
        TableName,
        TableManifest
      >,
    };
    return [build, manifest];
  });

const hexadecimal = (sum: string): string => BigInt.asUintN(128, BigInt(sum)).toString(16).padStart(32, '0');
