import path from 'node:path';
import { build } from 'esbuild';
import type { Retry } from '../../../../connector-api/src/source/mssql/retry';
import type { SourceItem } from '../../../../connector-api/src/source/source';
import { surveyServer } from '../../../support/tds/surveyServer';
import { temporaryFolders } from '../../support/temporaryFolder';
import {
  answers,
  quickRetry,
  readAll,
  referenceTable,
  referenceTables,
  rowsOf,
  type Running,
  running,
  type Server,
} from './sourceOverTds';

const folder = temporaryFolders();

describe('key ranges on worker threads', () => {
  let workerScript: string;
  beforeAll(async () => {
    workerScript = path.join(folder(), 'rangeWorker.js');
    await build({
      entryPoints: [path.resolve(__dirname, '../../../../connector-api/src/source/mssql/rangeWorker.ts')],
      outfile: workerScript,
      bundle: true,
      platform: 'node',
      // The bundle lies outside the project: what it does not hold it must find by its whole path.
      alias: { mssql: require.resolve('mssql'), '@azure/msal-node': require.resolve('@azure/msal-node') },
      logLevel: 'error',
    });
  });

  let server: Server;
  let run: Running;
  beforeEach(async () => {
    server = surveyServer(referenceTables({ response: referenceTable('response', answers(20_001)) }));
    run = await running(server);
  });
  afterEach(() => run.stop());

  const only = { readers: 2, entities: { response: { select: 'select * from [survey].[response]' } } };

  it('give every row once, the same rows as on one thread', async () => {
    const source = await run.open(only, { workerScript, smallestCutRows: 10_000 });
    const rows = rowsOf(await readAll(source), 'response');
    expect(new Set(rows.map((row) => row['id'])).size).toBe(20_001);
    expect(rows).toHaveLength(20_001);
    const sample = rows.find((row) => row['id'] === 'R0017777');
    expect(sample).toMatchObject({
      comment: 'Answer 17777 😀',
      score: '1',
      responded_at: Date.UTC(2026, 0, 1) + 17_777_000,
    });
    // The source's own pool tries a connection and keeps one; each thread does the same.
    expect(run.tds.logins.length).toBeGreaterThanOrEqual(4);
  });

  it('stop when the reader stops, and can read again', async () => {
    const source = await run.open(only, { workerScript, smallestCutRows: 10_000 });
    for await (const item of source.read({ since: {} })) if (item.kind === 'batch') break;
    expect(rowsOf(await readAll(source), 'response')).toHaveLength(20_001);
  });

  it('stop when aborted, with the reason', async () => {
    const source = await run.open(only, { workerScript, smallestCutRows: 10_000 });
    const abort = new AbortController();
    const reason = new Error('stopped by the test');
    const read = async (): Promise<SourceItem[]> => {
      const items: SourceItem[] = [];
      for await (const item of source.read({ since: {}, signal: abort.signal })) {
        items.push(item);
        if (item.kind === 'batch') abort.abort(reason);
      }
      return items;
    };
    await expect(read()).rejects.toBe(reason);
  });

  it('tell what failed for now and when it is tried again', async () => {
    const told: Retry[] = [];
    const retry = { ...quickRetry, onRetry: (each: Retry) => told.push(each) };
    const source = await run.open(only, { workerScript, smallestCutRows: 10_000, retry });
    let failed = false;
    server.intercept = ({ sql }) => {
      if (failed || !sql.includes('order by') || sql.includes('ntile')) return null;
      failed = true;
      return { kind: 'error', error: { number: 40501, message: 'The service is currently busy.' } };
    };
    expect(rowsOf(await readAll(source), 'response')).toHaveLength(20_001);
    expect(told).toEqual([
      { found: 'error 40501 "The service is currently busy."', attempt: 2, attempts: 3, pause: expect.any(Number) },
    ]);
  });

  it('tell an error as it was, naming the entity', async () => {
    const source = await run.open(only, { workerScript, smallestCutRows: 10_000 });
    server.intercept = ({ sql }) => {
      if (!sql.includes('order by') || sql.includes('ntile')) return null;
      return { kind: 'error', error: { number: 229, message: 'The SELECT permission was denied.' } };
    };
    const error: unknown = await readAll(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_REFUSED', facts: { target: 'response' } });
    expect((error as Error).message).toContain('The SELECT permission was denied.');
  });
});
