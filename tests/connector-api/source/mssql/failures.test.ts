import { batchRows } from '../../../../connector-api/src/source/batchBuilder';
import type { SourceItem } from '../../../../connector-api/src/source/source';
import { type Cell, type DataType, types } from '../../../support/tds/dataType';
import { surveyServer } from '../../../support/tds/surveyServer';
import { ConnectionBreak, type Reply, StreamError } from '../../../support/tds/tdsServer';
import { aborted } from '../../../support/until';
import {
  answers,
  readAll,
  referenceTable,
  referenceTables,
  rowsOf,
  type Running,
  running,
  type Server,
} from './sourceOverTds';

/** The rows of a statement that says nothing until it is cancelled. */
async function* silentUntil(cancelled: AbortSignal): AsyncGenerator<readonly Cell[]> {
  await aborted(cancelled);
  yield [];
}

const onlyAnswers = { entities: { response: { select: 'select * from [survey].[response]' } } };

describe('when SQL Server fails', () => {
  let server: Server;
  let run: Running;
  beforeEach(async () => {
    server = surveyServer(referenceTables({ response: referenceTable('response', answers(12_000)) }));
    run = await running(server);
  });
  afterEach(() => run.stop());

  const isRead = (sql: string): boolean => sql.includes('order by') && !sql.includes('ntile');

  /** Answers as usual, but the rows of the first `times` reads end with `error` after `after` rows. */
  const failReads = (times: number, after: number, error: () => Error): void => {
    let failed = 0;
    const usual = server.answer;
    server.intercept = (request) => {
      if (!isRead(request.sql) || failed >= times) return null;
      failed += 1;
      const { intercept } = server;
      server.intercept = () => null;
      const reply = usual(request, new AbortController().signal) as Reply;
      server.intercept = intercept;
      if (reply.kind !== 'rows') return reply;
      const rows = function* (): Generator<readonly Cell[] | Buffer> {
        let given = 0;
        for (const row of reply.rows as Iterable<readonly Cell[]>) {
          if (given === after) throw error();
          given += 1;
          yield row;
        }
      };
      return { ...reply, rows: rows() };
    };
  };

  it.each([
    ['a deadlock', () => new StreamError({ number: 1205, message: 'Transaction was deadlocked.' })],
    ['a busy service', () => new StreamError({ number: 40501, message: 'The service is currently busy.' })],
    ['a broken connection', () => new ConnectionBreak()],
  ])('goes on after %s where it broke off, and gives every row once', async (_, error) => {
    failReads(2, 5_000, error);
    const source = await run.open(onlyAnswers);
    const ids = rowsOf(await readAll(source), 'response').map((row) => row['id']);
    expect(ids).toHaveLength(12_000);
    expect(new Set(ids).size).toBe(12_000);
    const reads = run.tds.requests.filter(({ sql }) => isRead(sql));
    expect(reads.length).toBeGreaterThanOrEqual(3);
    expect(reads[0]?.parameters).toEqual({});
    expect(reads[1]?.parameters['from']).toMatch(/^R00\d+$/);
  });

  it('goes on exactly within rows that share the first part of their key', async () => {
    const themes = Array.from({ length: 9_000 }, (_, at) => ({
      response_id: at < 8_195 ? 'R1' : 'R2',
      category: `theme ${String(at).padStart(5, '0')}`,
    }));
    server.tables.set('response_category', referenceTable('response_category', themes));
    failReads(1, 8_194, () => new StreamError({ number: 40197, message: 'Error processing your request.' }));
    const source = await run.open({
      entities: { response_category: { select: 'select * from survey.response_category' } },
    });
    const categories = rowsOf(await readAll(source), 'response_category').map((row) => row['category']);
    expect(categories).toEqual(themes.map((theme) => theme.category));
  });

  it('gives up after its tries, naming the entity and what the server said', async () => {
    failReads(Infinity, 0, () => new StreamError({ number: 40613, message: 'Database is not currently available.' }));
    const error: unknown = await readAll(await run.open(onlyAnswers)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_TRANSIENT' });
    expect((error as Error).message).toContain('response');
    expect((error as Error).message).toContain('error 40613 "Database is not currently available."');
    expect(run.tds.requests.filter(({ sql }) => isRead(sql))).toHaveLength(3);
  });

  it('does not try again what cannot succeed, and names a column that is gone', async () => {
    failReads(Infinity, 10, () => new StreamError({ number: 207, message: "Invalid column name 'score'." }));
    const error: unknown = await readAll(await run.open(onlyAnswers)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_SCHEMA' });
    expect((error as Error).message).toContain("Invalid column name 'score'");
    expect(run.tds.requests.filter(({ sql }) => isRead(sql))).toHaveLength(1);
  });

  it('says so when a column has become of a type that no entity takes, also where no row comes', async () => {
    const xml: DataType = { name: 'xml', info: Buffer.from([0xf1, 0]), encode: () => Buffer.alloc(8, 0xff) };
    for (const rows of [[], answers(3)]) {
      server.tables.set('response', referenceTable('response', answers(3)));
      const source = await run.open(onlyAnswers);
      const table = referenceTable('response', rows);
      server.tables.set('response', {
        ...table,
        columns: table.columns.map((column) => (column.name === 'comment' ? { ...column, type: xml } : column)),
      });
      const error: unknown = await readAll(source).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'SOURCE_SCHEMA', facts: { found: 'a value of TDS type 0xf1' } });
    }
  });

  it('names a column whose type changed after the check', async () => {
    const source = await run.open(onlyAnswers);
    const table = referenceTable('response', answers(10));
    server.tables.set('response', {
      ...table,
      columns: table.columns.map((column) =>
        column.name === 'responded_at' ? { ...column, type: types.date } : column,
      ),
    });
    const error: unknown = await readAll(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'SOURCE_SCHEMA',
      facts: { target: 'response.responded_at', found: 'date', expected: 'datetime2' },
    });
  });

  it('cancels at the server when aborted, throws the reason and can be used again', async () => {
    const source = await run.open(onlyAnswers);
    const abort = new AbortController();
    const reason = new Error('stopped by the test');
    const items: SourceItem[] = [];
    const read = async (): Promise<void> => {
      for await (const item of source.read({ since: {}, signal: abort.signal })) {
        items.push(item);
        if (item.kind === 'batch') abort.abort(reason);
      }
    };
    await expect(read()).rejects.toBe(reason);
    expect(rowsOf(items, 'response')).toHaveLength(batchRows);
    expect(run.tds.cancelled()).toBe(1);
    expect(rowsOf(await readAll(source), 'response')).toHaveLength(12_000);
    expect(run.tds.connections()).toBe(1);
  });

  it('cancels a question that takes long when aborted', async () => {
    const source = await run.open(onlyAnswers);
    const abort = new AbortController();
    const reason = new Error('stopped by the test');
    server.intercept = ({ sql }, cancelled) => {
      if (!sql.includes('count_big')) return null;
      abort.abort(reason);
      return { kind: 'rows', columns: [{ name: '', type: types.float }], rows: silentUntil(cancelled) };
    };
    await expect(readAll(source, { since: {}, signal: abort.signal })).rejects.toBe(reason);
    expect(run.tds.cancelled()).toBe(1);
  });

  it('cancels at the server when the reader stops taking', async () => {
    const source = await run.open(onlyAnswers);
    for await (const item of source.read({ since: {} })) if (item.kind === 'batch') break;
    expect(run.tds.cancelled()).toBe(1);
    expect(rowsOf(await readAll(source), 'response')).toHaveLength(12_000);
  });

  it('takes a server that says nothing for too long as failed for now', async () => {
    server.intercept = ({ sql }, cancelled) =>
      isRead(sql) ? { kind: 'rows', columns: referenceTable('response').columns, rows: silentUntil(cancelled) } : null;
    const source = await run.open(
      // The questions before the read have as long; on a busy machine they need some of it.
      { ...onlyAnswers, requestTimeoutSeconds: 5 },
      { retry: { policy: { attempts: 1, firstPause: 1, longestPause: 1 } } },
    );
    const error: unknown = await readAll(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_TRANSIENT', facts: { found: 'no row for 5 seconds' } });
  });

  it('ends the other ranges when one fails for good', async () => {
    server.tables.set('response', referenceTable('response', answers(30_000)));
    failReads(1, 9_000, () => new StreamError({ number: 229, message: 'The SELECT permission was denied.' }));
    const source = await run.open({ ...onlyAnswers, readers: 3 }, { smallestCutRows: 10_000 });
    const error: unknown = await readAll(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_REFUSED' });
    expect((error as Error).message).toContain('The SELECT permission was denied.');
  });
});
