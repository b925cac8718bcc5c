/** The staging database of a data folder: opened by one refresh at a time; what it holds changes in one transaction. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { ConnectorError } from '../errors';
import { digest } from '../star/starShape';
import { returnFreedMemory } from './freedMemory';
import { besideTables, quoted, stagingSchema, stagingVersion } from './schema';

export interface EngineLimits {
  /** DuckDB's memory limit, such as "2GB". */
  readonly memory: string;
  readonly threads: number;
}

/** Files are read by this engine only, so they are written as it does best: newer ways to pack texts cost half the time. */
export const storageFormat = { storage_compatibility_version: 'v1.5.0' } as const;

/** Not staging.duckdb: DuckDB names the catalog after the file, and a schema is called staging. */
export const intakeFile = (dataFolder: string): string => path.join(dataFolder, 'intake.duckdb');

/** For what need not outlive a refresh; swept at the next start. */
export const temporaryFolder = (dataFolder: string): string => path.join(dataFolder, 'tmp');

export class StagingStore {
  private constructor(
    private readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
    /** For the rows of a reading under way; swept with all else that is temporary. */
    readonly landingFolder: string,
    /** Threads of the engine. */
    readonly threads: number,
    private readonly keepFreedMemory: () => Promise<void>,
  ) {}

  /** @throws ConnectorError DATA_FOLDER where the folder cannot be used or holds another layout. */
  static async open(dataFolder: string, limits: EngineLimits): Promise<StagingStore> {
    const file = intakeFile(dataFolder);
    const temporary = temporaryFolder(dataFolder);
    try {
      mkdirSync(temporary, { recursive: true });
      const instance = await DuckDBInstance.create(file, {
        memory_limit: limits.memory,
        threads: String(limits.threads),
        temp_directory: temporary,
        preserve_insertion_order: 'false',
        ...storageFormat,
        // Landing files are read once: keeping them would take the room of what is read again.
        enable_external_file_cache: 'false',
      });
      const connection = await instance.connect();
      const landing = path.join(temporary, 'landing');
      const beside = await instance.connect();
      const keepFreedMemory = await returnFreedMemory(beside, limits.memory, () => process.memoryUsage.rss());
      const store = new StagingStore(instance, connection, landing, limits.threads, keepFreedMemory);
      try {
        // What a refresh that was killed left behind.
        await store.dropBeside();
        await store.prepare();
      } catch (error) {
        await store.close();
        throw error;
      }
      return store;
    } catch (error) {
      if (error instanceof ConnectorError) throw error;
      throw new ConnectorError('DATA_FOLDER', {
        target: dataFolder,
        found: existsSync(file) ? 'a staging database that cannot be opened' : 'a folder that cannot be written',
        cause: error,
      });
    }
  }

  private async prepare(): Promise<void> {
    const statements = stagingSchema();
    const schema = digest(statements);
    if ((await this.knownSchema()) !== schema) {
      for (const statement of statements) await this.connection.run(statement);
      await this.setSetting('schema', schema);
    }
    const version = await this.setting('version');
    if (version === null) await this.setSetting('version', String(stagingVersion));
    else if (version !== String(stagingVersion)) {
      throw new ConnectorError('DATA_FOLDER', {
        target: 'intake.duckdb',
        found: `layout ${version}`,
        expected: `layout ${String(stagingVersion)}`,
        hint: 'Refresh with the version of the product that made it, or into an empty data folder.',
      });
    }
  }

  /** Digest of the statements that made the tables; null where they are to be made. */
  private async knownSchema(): Promise<string | null> {
    const found = await this.numbers(
      `select 'tables', count(*) from duckdb_tables() where schema_name = 'state' and table_name = 'setting'`,
    );
    return found['tables'] === 0 ? null : this.setting('schema');
  }

  /** A connection for work that is to be lasting at once, whatever becomes of the transaction of the other. */
  connectBeside(): Promise<DuckDBConnection> {
    return this.instance.connect();
  }

  /**
   * Whether threads of the engine take over work of any connection (as at first), or each connection does its own: where
   * as many connections are busy as there are threads, waiting for one another would only take time from them.
   */
  async shareWork(shared: boolean): Promise<void> {
    await this.connection.run(`set external_threads = ${String(shared ? 1 : this.threads)}`);
  }

  /** Drops the tables of a reading. */
  async dropBeside(): Promise<void> {
    const tables = await this.connection.runAndReadAll(besideTables);
    for (const [table] of tables.getRows()) {
      await this.connection.run(`drop table staging.${quoted(String(table))}`);
    }
  }

  /** Runs `work` in one transaction: all of it or nothing. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.connection.run('begin transaction');
    try {
      const result = await work();
      await this.connection.run('commit');
      return result;
    } catch (error) {
      await this.connection.run('rollback').catch(() => undefined);
      throw error;
    }
  }

  async setting(name: string): Promise<string | null> {
    const reader = await this.connection.runAndReadAll('select value from state.setting where name = $1', [name]);
    const value = reader.getRows()[0]?.[0];
    return typeof value === 'string' ? value : null;
  }

  async setSetting(name: string, value: string): Promise<void> {
    await this.connection.run('delete from state.setting where name = $1', [name]);
    await this.connection.run('insert into state.setting values ($1, $2)', [name, value]);
  }

  async numbers(sql: string): Promise<Record<string, number>> {
    const reader = await this.connection.runAndReadAll(sql);
    return Object.fromEntries(reader.getRows().map((row) => [String(row[0]), Number(row[1])]));
  }

  async close(): Promise<void> {
    await this.keepFreedMemory();
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
