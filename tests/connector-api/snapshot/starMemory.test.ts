/**
 * What a star takes in memory grows with its tables and no faster. At four million answers one join did, and ended a refresh: the
 * engine expected many times more rows from it than there were and held all answers beside. What it expects is seen in its
 * plans, long before there are so many answers that the memory runs out.
 */
import path from 'node:path';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { buildStar } from '../../../connector-api/src/snapshot/buildStar';
import { attachStar } from '../../../connector-api/src/snapshot/starDatabase';
import { takeReconciliation } from '../../../connector-api/src/snapshot/reconciliation';
import { defaultSample, sampleSource } from '../../../connector-api/src/source/sample/sampleSource';
import { StagingStore } from '../../../connector-api/src/staging/stagingStore';
import { refreshInto, testOptions } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();
jest.setTimeout(600_000);

interface Operator {
  readonly children: readonly Operator[];
  readonly extra_info: Readonly<Record<string, unknown>>;
}

const mostRows = ({ children, extra_info: info }: Operator): number =>
  Math.max(Number(info['Estimated Cardinality'] ?? 0), ...children.map(mostRows));

/** The connection, and the most rows that the engine expects from any step of each statement that fills a table of the star. */
function watched(connection: DuckDBConnection): {
  readonly connection: DuckDBConnection;
  readonly expected: Map<string, number>;
} {
  const expected = new Map<string, number>();
  const run = async (sql: string, values?: DuckDBValue[]): ReturnType<DuckDBConnection['run']> => {
    const table = /^insert into star_build\.main\."(\w+)"/.exec(sql)?.[1];
    if (table !== undefined) {
      const [[, plan] = []] = (await connection.runAndReadAll(`explain (format json) ${sql}`, values)).getRows();
      expected.set(table, Math.max(...(JSON.parse(String(plan)) as Operator[]).map(mostRows)));
    }
    return connection.run(sql, values);
  };
  return {
    connection: new Proxy(connection, {
      get: (target, name) => {
        if (name === 'run') return run;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
    expected,
  };
}

it('no fact of the star is built from more rows than its tables have: no join of answers with answers', async () => {
  const dataFolder = folder();
  const answers = 60_000;
  await refreshInto(dataFolder, sampleSource({ ...defaultSample, answers }));
  const store = await StagingStore.open(dataFolder, testOptions(dataFolder).limits);
  try {
    await attachStar(store.connection, path.join(folder(), 'star.duckdb'));
    const { connection, expected } = watched(store.connection);
    await buildStar(connection, {
      timeZone: 'Europe/Copenhagen',
      fiscalStartMonth: 1,
      unknownName: 'Unknown',
      dataAsOf: '2026-10-31T12:00:00.000Z',
      reconciliation: await takeReconciliation(store),
      progress: () => undefined,
    });
    const invitations = (await store.numbers('select 1, count(*) from staging.invitation'))['1'] ?? 0;
    const of = (table: string): number => expected.get(table) ?? Infinity;
    expect(invitations).toBeGreaterThan(answers);
    // Joined there, the estimate for both was two and a half times the answers here, and forty times at four million.
    expect(of('FactResponse')).toBeLessThanOrEqual(1.2 * answers);
    expect(of('FactFollowUp')).toBeLessThanOrEqual(1.2 * answers);
    expect(of('BridgeResponseCategory')).toBeLessThanOrEqual(2 * answers);
    expect(of('FactInvitation')).toBeLessThanOrEqual(1.2 * invitations);
  } finally {
    await store.close();
  }
});
