/** The same rows give the same star, whether the sample is read itself or out of (a responder for) SQL Server. */
import { DuckDBInstance } from '@duckdb/node-api';
import { intakeFile } from '../../../../connector-api/src/staging/stagingStore';
import { sampleSource } from '../../../../connector-api/src/source/sample/sampleSource';
import type { Source } from '../../../../connector-api/src/source/source';
import { type EntityName, entityNames, entityOf } from '../../../../connector-api/src/survey/entities';
import type { Value } from '../../../../connector-api/src/survey/entity';
import { star } from '../../../../connector-api/src/star';
import { tableBuilds } from '../../../../connector-api/src/star/build';
import { duckdbEngine } from '../../../../connector-api/src/star/engine/duckdbEngine';
import {
  sqlServerQueries,
  type SqlServerQuery,
  sqlServerText,
} from '../../../../connector-api/src/star/engine/sqlServerQuery';
import { reconciliationQuery } from '../../../../connector-api/src/staging/sqlserver/reconciliationQuery';
import type { Cell } from '../../../support/tds/dataType';
import { surveyServer } from '../../../support/tds/surveyServer';
import { refreshInto } from '../../support/refreshInto';
import { openSnapshotStore } from '../../../../connector-api/src/snapshot/snapshotStore';
import { temporaryFolders } from '../../support/temporaryFolder';
import { referenceTable, referenceTables, rowsOf, type Running, running } from './sourceOverTds';

const folder = temporaryFolders();
const sample = (): Source => sampleSource({ seed: 7, answers: 3_000, lastDay: '2026-10-31', language: 'da' });

function cellOf(type: string, value: Value): Cell {
  if (value === null) return null;
  if (type === 'instant') return new Date(Number(value));
  return type === 'date' ? new Date(Number(value) * 86_400_000) : value;
}

/** The rows of a source as tables of the reference schema. */
async function tablesOf(source: Source): Promise<Parameters<typeof referenceTables>[0]> {
  const rows = new Map<EntityName, Record<string, Cell>[]>();
  for await (const item of source.read({ since: {} })) {
    if (item.kind !== 'batch') continue;
    const { entity } = item.batch;
    const list = rows.get(entity) ?? [];
    rows.set(entity, list);
    for (const row of rowsOf([item], entity)) {
      const cells = Object.entries(row).map(([name, value]) => [
        name,
        cellOf(entityOf(entity).columns[name]?.type ?? 'text', value),
      ]);
      list.push(Object.fromEntries(cells) as Record<string, Cell>);
    }
  }
  return Object.fromEntries([...rows].map(([entity, list]) => [entity, referenceTable(entity, list)]));
}

describe('a refresh from SQL Server', () => {
  let run: Running;
  let fromSample: string;
  let fromServer: string;
  beforeAll(async () => {
    run = await running(surveyServer(referenceTables(await tablesOf(sample()))));
    fromSample = folder();
    fromServer = folder();
    await refreshInto(fromSample, sample());
    await refreshInto(fromServer, await run.open());
  });
  afterAll(() => run.stop());

  it('gives the star that the same rows give from elsewhere, table by table, row for row', () => {
    const manifests = [fromSample, fromServer].map((data) => {
      const lease = openSnapshotStore(data).current();
      lease?.release();
      return lease?.manifest;
    });
    expect(manifests[0]?.tables.FactResponse.rows).toBe(3_000);
    expect(manifests[1]?.tables).toEqual(manifests[0]?.tables);
    expect(manifests[1]?.rated).toBe(manifests[0]?.rated);
  });

  it('reads only changes the next time, and the star stays the same', async () => {
    const before = run.tds.requests.length;
    const { manifest } = await refreshInto(fromServer, await run.open(), { overlap: 60_000 });
    const reads = run.tds.requests.slice(before).filter(({ sql }) => sql.includes('order by'));
    const asked = reads.filter(({ parameters }) => 'since' in parameters);
    const incremental = entityNames.filter((entity) => entityOf(entity).watermark !== undefined);
    expect(asked.length).toBe(incremental.length);
    const lease = openSnapshotStore(fromSample).current();
    lease?.release();
    // What is known of the source is another thing: it gave changes only.
    expect(lease?.manifest.tables).toMatchObject({ ...manifest.tables, FactReconciliation: {} });
  });

  it('is built by the text that SQL Server gets as by the embedded engine, where only the engine’s own functions differ', async () => {
    const instance = await DuckDBInstance.create(intakeFile(fromSample), { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const lease = openSnapshotStore(fromSample).current();
    if (lease === null) throw new Error('no snapshot');
    await connection.run(`attach '${lease.databasePath}' as built (read_only)`);
    const context = {
      db: sqlServerQueries(),
      engine: duckdbEngine('Europe/Copenhagen'),
      dataAsOf: lease.manifest.dataAsOf,
      unknownName: 'Unknown',
    };
    const different: Record<string, number> = {};
    const plain = (text: string): string => text.replaceAll(/N('(?:[^']|'')*')/g, '$1');
    const fillTemporary = async ({ temporaryTables }: SqlServerQuery): Promise<void> => {
      for (const [name, rows] of temporaryTables) {
        await connection.run(`create or replace temp table "${name}" as ${plain(rows)}`);
      }
    };
    for (const { table, query } of tableBuilds) {
      const text = sqlServerText(query(context));
      const { select } = text;
      await fillTemporary(text);
      const columns = Object.keys(table.columns)
        .map((name) => `"${name}"`)
        .join(', ');
      await connection.run(
        `create or replace temp table other as select ${columns} from built.main."${table.name}" limit 0`,
      );
      await connection.run(`insert into other select ${columns} from (${plain(select)}) as q`);
      const reader = await connection.runAndReadAll(
        `select (select count(*) from (select * from other except all select * from built.main."${table.name}")),
                (select count(*) from (select * from built.main."${table.name}" except all select * from other))`,
      );
      different[table.name] = (reader.getRows()[0] ?? []).reduce<number>((sum, value) => sum + Number(value), 0);
    }
    const reconciliation = reconciliationQuery(context, 'built.main."FactResponse"');
    await fillTemporary(reconciliation);
    const comparable = Object.keys(star.FactReconciliation.columns)
      .filter((name) => /^(Campaign|Staging|Star)/.test(name))
      .map((name) => `"${name}"`)
      .join(', ');
    const compared = await connection.runAndReadAll(
      `with inside as (${plain(reconciliation.select)})
       select (select count(*) from (select ${comparable} from inside except all select ${comparable} from built.main."FactReconciliation")),
              (select count(*) from inside where "ReconciliationReason" = 'the source was not counted' and "SourceAnswers" is null)`,
    );
    lease.release();
    connection.closeSync();
    instance.closeSync();
    expect(compared.getRows()[0]?.map(Number)).toEqual([0, 11]);
    expect(Object.keys(different).length).toBe(16);
    expect(Object.entries(different).filter(([, rows]) => rows !== 0)).toEqual([]);
  });
});
