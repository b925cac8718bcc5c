import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SourceItem } from '../../../../connector-api/src/source/source';
import { type Cell, char, decimal, nvarchar, types, varchar } from '../../../support/tds/dataType';
import { surveyServer } from '../../../support/tds/surveyServer';
import {
  answers,
  deletedRows,
  readAll,
  referenceTable,
  referenceTables,
  rowsOf,
  type Running,
  running,
  type Server,
} from './sourceOverTds';

const start = Date.UTC(2026, 0, 1);

/** Bytes, without what only waits to be collected: how much that is depends on how busy the machine is. */
function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

describe('reading from SQL Server', () => {
  let server: Server;
  let run: Running;
  beforeEach(async () => {
    server = surveyServer(referenceTables({}));
    run = await running(server);
  });
  afterEach(() => run.stop());

  const rowReads = (): string[] =>
    run.tds.requests.map((request) => request.sql).filter((sql) => /order by/.test(sql) && !sql.includes('ntile'));

  it('gives every server type as the value that sources give', async () => {
    const instant = new Date('2026-03-29T00:30:00.123Z');
    server.tables.set('answers', {
      columns: [
        { name: 'id', type: types.bigint },
        { name: 'score', type: decimal(4, 1) },
        { name: 'rating_max', type: types.smallint },
        { name: 'weight', type: decimal(9, 3) },
        { name: 'comment', type: types.nvarcharMax },
        { name: 'language', type: varchar(10) },
        { name: 'contact_id', type: types.uniqueidentifier },
        { name: 'company_id', type: types.int },
        { name: 'responded_at', type: types.datetime2 },
        { name: 'deleted', type: types.bit },
      ],
      rows: [
        [
          9_007_199_254_740_993n,
          '9.5',
          10,
          0.125,
          'Linje 1\nÆblegrød 😀',
          'da',
          '6F9619FF-8B86-D011-B42D-00C04FC964FF',
          7,
          instant,
          true,
        ],
        [2n, ...Array<Cell>(7).fill(null), instant, null],
      ].map((row) => row as Cell[]),
    });
    server.tables.get('answers');
    server.intercept = ({ sql }) => {
      if (!sql.includes('cast([score] as nvarchar(60)) as [score]')) return null;
      const table = server.tables.get('answers');
      if (table === undefined) return null;
      const columns = table.columns.map((column) =>
        column.name === 'score' ? { ...column, type: nvarchar(60) } : column,
      );
      const order =
        sql
          .split('\n')[0]
          ?.match(/\[\w+\](?=,|$)/g)
          ?.map((name) => name.slice(1, -1)) ?? [];
      const at = order.map((name) => columns.findIndex((column) => column.name === name));
      return {
        kind: 'rows',
        columns: at.flatMap((index) => columns[index] ?? []),
        rows: [...table.rows].map((row) => at.map((index) => row[index] ?? null)),
      };
    };
    const source = await run.open({ entities: { response: { select: 'select * from survey.answers' } } });
    const [first, second] = rowsOf(await readAll(source), 'response');
    expect(first).toEqual({
      id: '9007199254740993',
      score: '9.5',
      rating_max: 10,
      weight: 0.125,
      comment: 'Linje 1\nÆblegrød 😀',
      language: 'da',
      contact_id: '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      company_id: '7',
      responded_at: instant.getTime(),
      deleted: true,
    });
    expect(second).toMatchObject({ id: '2', score: null, weight: null, deleted: null });
  });

  it('gives days as days and money as numbers', async () => {
    server.tables.set(
      'company',
      referenceTable('company', [
        { id: 'C1', yearly_value: -1234567.89, churned_on: new Date('1970-01-02'), modified_at: new Date(start) },
      ]),
    );
    const [company] = rowsOf(await readAll(await run.open()), 'company');
    expect(company).toMatchObject({ id: 'C1', yearly_value: -1234567.89, churned_on: 1, modified_at: start });
  });

  it('reads members first, in batches, every row once', async () => {
    server.tables.set('response', referenceTable('response', answers(20_000)));
    server.tables.set('channel', referenceTable('channel', [{ id: 'mail', name: 'E-mail' }]));
    const source = await run.open();
    const items = await readAll(source);
    const batches = items.flatMap((item) => (item.kind === 'batch' ? [item.batch] : []));
    expect(batches.map(({ entity, rows }) => [entity, rows])).toEqual([
      ['channel', 1],
      ...Array.from({ length: 9 }, () => ['response', 2048]),
      ['response', 20_000 - 9 * 2048],
    ]);
    expect(new Set(rowsOf(items, 'response').map((row) => row['id'])).size).toBe(20_000);
    expect(source.expectedRows).toBe(20_001);
  });

  it('holds the server back while nobody takes what is ready', async () => {
    const comment = 'a long comment '.repeat(100);
    const rows = answers(30_000).map((row) => ({ ...row, comment }));
    server.tables.set('response', referenceTable('response', rows));
    const source = await run.open({ entities: { response: { select: 'select * from survey.response' } } });
    const before = run.tds.bytesSent();
    const iterator = source.read({ since: {} })[Symbol.asyncIterator]();
    let item: IteratorResult<SourceItem>;
    do item = await iterator.next();
    while (item.done !== true && item.value.kind !== 'batch');
    await new Promise((resolve) => setTimeout(resolve, 400));
    const sentWhilePaused = run.tds.bytesSent() - before;
    let taken = item.done === true || item.value.kind !== 'batch' ? 0 : item.value.batch.rows;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) break;
      if (next.value.kind === 'batch') taken += next.value.batch.rows;
    }
    const all = run.tds.bytesSent() - before;
    expect(taken).toBe(30_000);
    // What may be on its way: three batches, the socket's buffers on both sides and the driver's own.
    expect(sentWhilePaused / all).toBeLessThan(0.5);
  });

  it('asks for changes only, by parameter, when it is given a watermark', async () => {
    server.tables.set('response', referenceTable('response', answers(100)));
    const source = await run.open();
    const items = await readAll(source, { since: { response: start + 90_000 } });
    expect(rowsOf(items, 'response').map((row) => row['id'])).toHaveLength(10);
    const read = run.tds.requests.find(
      ({ sql }) => sql.includes('@since') && sql.includes('[response]') && sql.includes('order by'),
    );
    expect(read?.parameters).toEqual({ since: new Date(start + 90_000) });
    expect(read?.sql).not.toContain('2026');
    expect(items).toContainEqual({ kind: 'watermark', entity: 'response', mark: start + 99_000 });
  });

  it('reads rows again that do not say when they changed', async () => {
    server.tables.set(
      'response',
      referenceTable('response', [...answers(5), { id: 'X', responded_at: new Date(start) }]),
    );
    const items = await readAll(await run.open(), { since: { response: start + 4_000 } });
    expect(rowsOf(items, 'response').map((row) => row['id'])).toEqual(['R0000004', 'X']);
  });

  it('does not let a time in the future hide later changes', async () => {
    server.now = new Date(start + 50_000);
    server.tables.set(
      'response',
      referenceTable('response', [
        ...answers(10),
        { id: 'Z', responded_at: new Date(start), modified_at: new Date('2099-01-01') },
      ]),
    );
    const items = await readAll(await run.open());
    expect(items).toContainEqual({ kind: 'watermark', entity: 'response', mark: start + 50_000 });
  });

  describe('deletes', () => {
    it('come from the tombstone table of the reference schema', async () => {
      server.tables.set('response', referenceTable('response', answers(3)));
      server.tables.set(
        'deleted_row',
        deletedRows([
          ['response', 'R9', new Date(start + 5_000)],
          ['response', 'R8', new Date(start - 5_000)],
          ['invitation', 'I1', new Date(start + 5_000)],
        ]),
      );
      const items = await readAll(await run.open(), { since: { response: start, invitation: start } });
      expect(items.filter((item) => item.kind === 'deleted')).toEqual([
        { kind: 'deleted', entity: 'invitation', ids: ['I1'] },
        { kind: 'deleted', entity: 'response', ids: ['R9'] },
      ]);
    });

    it('come from a flag, and a full read leaves flagged rows out', async () => {
      const table = referenceTable('invitation', [
        { id: 'I1', sent_at: new Date(start), modified_at: new Date(start) },
        { id: 'I2', sent_at: new Date(start), modified_at: new Date(start) },
      ]);
      server.tables.set('invitation', {
        columns: [...table.columns, { name: 'gone', type: types.bit }],
        rows: [...table.rows].map((row, at) => [...row, at === 1]),
      });
      const mapping = { select: 'select * from survey.invitation', deletes: { flag: 'gone' } };
      const source = await run.open({ entities: { invitation: mapping } });
      const changes = await readAll(source, { since: { invitation: 0 } });
      expect(rowsOf(changes, 'invitation').map((row) => row['id'])).toEqual(['I1']);
      expect(changes).toContainEqual({ kind: 'deleted', entity: 'invitation', ids: ['I2'] });
      const full = await readAll(source);
      expect(rowsOf(full, 'invitation').map((row) => row['id'])).toEqual(['I1']);
      expect(full.some((item) => item.kind === 'deleted')).toBe(false);
    });

    it('are found by ids without the blanks that a CHAR column adds', async () => {
      server.tables.set('response', {
        columns: [
          { name: 'id', type: char(8) },
          { name: 'responded_at', type: types.datetime2 },
          { name: 'modified_at', type: types.datetime2 },
        ],
        rows: [['R1', new Date(start), new Date(start)]],
      });
      const mapping = { select: 'select * from survey.response', deletes: 'compare' };
      const source = await run.open({ entities: { response: mapping } });
      const items = await readAll(source, { since: { response: 0 } });
      expect(rowsOf(items, 'response')[0]?.['id']).toBe('R1');
      expect(items).toContainEqual({ kind: 'present', entity: 'response', ids: ['R1'] });
    });

    it('come from comparing: the source names every id it still has', async () => {
      server.tables.set('response', referenceTable('response', answers(3)));
      const mapping = { select: 'select * from survey.response', deletes: 'compare' };
      const source = await run.open({ entities: { response: mapping } });
      const items = await readAll(source, { since: { response: start + 60_000 } });
      expect(items.filter((item) => item.kind === 'present')).toEqual([
        { kind: 'present', entity: 'response', ids: ['R0000000', 'R0000001', 'R0000002'] },
      ]);
    });
  });

  describe('a rowversion', () => {
    const version = (value: number): Buffer => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(value));
      return bytes;
    };

    it('is compared as binary, and the next mark lies before every transaction still open', async () => {
      const table = referenceTable('response', answers(4));
      server.tables.set('response', {
        columns: [...table.columns, { name: 'version', type: types.rowversion }],
        rows: [...table.rows].map((row, at) => [...row, version(255 + at)]),
      });
      server.rowversion = 258n;
      const mapping = { select: 'select * from survey.response', rowversion: 'version' };
      const source = await run.open({ entities: { response: mapping } });
      expect(source.exactMarks).toEqual(['response']);
      expect(rowsOf(await readAll(source), 'response')).toHaveLength(4);
      const items = await readAll(source, { since: { response: 256 } });
      expect(rowsOf(items, 'response').map((row) => row['id'])).toEqual(['R0000001', 'R0000002', 'R0000003']);
      expect(items).toContainEqual({ kind: 'watermark', entity: 'response', mark: 258 });
      expect(run.tds.requests.at(-1)?.parameters['since'] ?? run.tds.requests.at(-2)?.parameters['since']).toEqual(
        version(256),
      );
    });
  });

  describe('parallel key ranges', () => {
    it('give every row once, over as many connections as there are readers', async () => {
      server.tables.set('response', referenceTable('response', answers(20_001)));
      const entities = { response: { select: 'select * from survey.response' } };
      const source = await run.open({ readers: 3, entities }, { smallestCutRows: 10_000 });
      const ids = rowsOf(await readAll(source), 'response').map((row) => String(row['id']));
      expect(ids).toHaveLength(20_001);
      expect(new Set(ids).size).toBe(20_001);
      const reads = rowReads();
      expect(reads).toHaveLength(3);
      expect(reads[0]).toContain('([source].[id] < @to or [source].[id] is null)');
      expect(run.tds.logins.length).toBeGreaterThanOrEqual(3);
    });

    it('are not cut for few rows', async () => {
      server.tables.set('response', referenceTable('response', answers(50)));
      const source = await run.open({ readers: 3 });
      await readAll(source);
      expect(run.tds.requests.some(({ sql }) => sql.includes('ntile'))).toBe(false);
    });
  });

  it('needs the same memory for many rows as for few', async () => {
    const many = 200_000;
    const table = referenceTable('response');
    const lazily = {
      [Symbol.iterator]: function* (): Generator<readonly Cell[]> {
        yield* [];
      },
    };
    server.tables.set('response', { columns: table.columns, rows: lazily });
    server.intercept = ({ sql }) => {
      if (!sql.includes('order by')) return null;
      const names =
        sql
          .split('\n')[0]
          ?.match(/\[\w+\]/g)
          ?.map((name) => name.slice(1, -1)) ?? [];
      const columns = names.flatMap((name) => table.columns.find((column) => column.name === name) ?? []);
      const rows = function* (): Generator<readonly Cell[]> {
        for (let at = 0; at < many; at += 1) {
          yield columns.map(({ name }) =>
            name === 'id'
              ? `R${String(at)}`
              : name === 'responded_at'
                ? new Date(start)
                : name === 'score'
                  ? '9'
                  : null,
          );
        }
      };
      return { kind: 'rows', columns, rows: rows() };
    };
    const source = await run.open({ entities: { response: { select: 'select * from survey.response' } } });
    const heap: number[] = [];
    let rows = 0;
    let batches = 0;
    for await (const item of source.read({ since: {} })) {
      if (item.kind !== 'batch') continue;
      rows += item.batch.rows;
      batches += 1;
      if (batches % 8 === 0) heap.push(memoryInUse());
    }
    expect(rows).toBe(many);
    const half = Math.floor(heap.length / 2);
    const peak = (part: number[]): number => Math.max(...part);
    expect(peak(heap.slice(half)) / peak(heap.slice(0, half))).toBeLessThan(1.5);
  });
});
