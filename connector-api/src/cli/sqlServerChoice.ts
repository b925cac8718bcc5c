/** The settings file of a SQL Server, and what opening one needs from outside. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ConnectorError } from '../errors';
import { parseSqlServerSettings, type SqlServerSettings } from '../source/mssql/settings';
import type { SqlServerContext } from '../source/mssql/sqlServerSource';

/** @throws ConnectorError FILE_MISSING, FILE_FORMAT or CONFIG_INVALID. */
export function readSqlServerSettings(file: string): SqlServerSettings {
  let content: string;
  try {
    content = readFileSync(path.resolve(file), 'utf8');
  } catch (cause) {
    throw new ConnectorError('FILE_MISSING', { target: file, expected: 'the settings of a SQL Server as JSON', cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new ConnectorError('FILE_FORMAT', {
      target: file,
      found: cause instanceof Error ? cause.message : String(cause),
      expected: 'JSON',
    });
  }
  return parseSqlServerSettings(value, availableParallelism());
}

export const sqlServerContext = (environment: NodeJS.ProcessEnv): SqlServerContext => ({
  environment,
  readFile: (file) => readFileSync(file, 'utf8'),
  random: Math.random,
});
