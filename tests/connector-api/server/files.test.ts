/** CSV and Parquet files, read back by the engine and compared with the star row for row. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import supertest from 'supertest';
import { starTables } from '../../../connector-api/src/star';
import { startFeed, type FeedUnderTest } from '../support/feedService';

let feed: FeedUnderTest;
beforeAll(async () => {
  feed = await startFeed({ config: { pageSize: 1000 } });
});
afterAll(() => feed.stop());

const edm: Readonly<Record<string, string>> = {
  int32: 'INTEGER',
  int64: 'BIGINT',
  double: 'DOUBLE',
  decimal: 'DECIMAL(18,2)',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  dateTime: 'TIMESTAMP',
};

async function download(url: string): Promise<{ bytes: Buffer; status: number }> {
  const answer = await supertest(feed.server.app)
    .get(url)
    .set('Host', 'localhost')
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => done(null, Buffer.concat(pieces)));
    });
  return { bytes: answer.body as Buffer, status: answer.status };
}

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const star = path.join(feed.dataFolder, 'snapshots', '000001-test', 'star.duckdb');
  await connection.run(`ATTACH '${star}' AS star (READ_ONLY)`);
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

describe.each(starTables.map((table) => [table.name, table] as const))('%s', (name, table) => {
  const types = Object.entries(table.columns).map(([column, { type }]) => `'${column}': '${edm[type] ?? ''}'`);
  const readers = {
    parquet: (file: string) => `read_parquet('${file}')`,
    csv: (file: string) =>
      `read_csv('${file}', header=true, auto_detect=false, delim=',', quote='"', escape='"', nullstr='', allow_quoted_nulls=false, timestampformat='%Y-%m-%dT%H:%M:%S.%fZ', columns={${types.join(', ')}})`,
  };

  it.each(['parquet', 'csv'] as const)('as %s equals the star, row for row', async (format) => {
    const { bytes, status } = await download(`/files/${name}.${format}`);
    expect(status).toBe(200);
    const file = path.join(feed.dataFolder, `${name}.${format}`);
    writeFileSync(file, bytes);
    const both = `SELECT * FROM ${readers[format](file)}`;
    const [counts] = await query(`SELECT
      (SELECT count(*) FROM (${both} EXCEPT ALL SELECT * FROM star.${name})) AS extra,
      (SELECT count(*) FROM (SELECT * FROM star.${name} EXCEPT ALL ${both})) AS missing,
      (SELECT count(*) FROM (${both})) - (SELECT count(*) FROM star.${name}) AS difference`);
    expect(counts).toEqual({ extra: '0', missing: '0', difference: '0' });
  });

  it('has the star’s types in Parquet, also without rows', async () => {
    const { bytes } = await download(`/files/${name}.parquet`);
    const file = path.join(feed.dataFolder, `${name}.typed.parquet`);
    writeFileSync(file, bytes);
    const described = await query(`DESCRIBE SELECT * FROM read_parquet('${file}')`);
    expect(described.map((row) => [row['column_name'], row['column_type']])).toEqual(
      Object.entries(table.columns).map(([column, { type }]) => [column, edm[type]]),
    );
  });

  it('has a header line in CSV, also without rows', async () => {
    const { bytes } = await download(`/files/${name}.csv`);
    expect(bytes.toString('utf8').split('\n', 1)[0]).toBe(Object.keys(table.columns).join(','));
  });
});

describe('a period', () => {
  const rows = async (query: string) =>
    (await download(`/files/FactResponse.csv?${query}`)).bytes.toString('utf8').match(/^\d+,R-/gm);

  it('starts inclusive and ends exclusive', async () => {
    expect(await rows('from=2026-01-10&to=2026-01-12')).toHaveLength(4);
    expect(await rows('from=2030-01-01')).toBeNull();
    expect(await rows('to=2026-01-02T00:00:00Z')).toHaveLength(1);
  });

  it.each([
    ['/files/FactResponse.csv?from=yesterday', 400, 'from'],
    ['/files/FactResponse.csv?from=2026-02-30', 400, 'from'],
    ['/files/DimCampaign.csv?from=2026-01-01', 400, 'from'],
    ['/files/FactResponse.csv?form=2026-01-01', 400, 'form'],
    ['/files/Nope.csv', 404, 'FactResponse'],
    ['/files/FactResponse.xlsx', 404, '.parquet'],
  ])('%s → %i', async (url, status, said) => {
    const answer = await feed.get(url);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(said);
  });
});
