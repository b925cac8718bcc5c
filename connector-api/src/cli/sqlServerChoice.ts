/** The settings file of a SQL Server, and what opening one needs from outside. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ConnectorError } from '../errors';
import { parseSqlServerSettings, type SqlServerSettings } from '../source/mssql/settings';
import type { SqlServerContext } from '../source/mssql/sqlServerSource';
import type { Terminal } from './terminal';

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

/** What fails for now is told each time, with when it is tried again. */
export const sqlServerContext = (
  environment: NodeJS.ProcessEnv,
  terminal: Pick<Terminal, 'say'>,
): SqlServerContext => ({
  environment,
  readFile: (file) => readFileSync(file, 'utf8'),
  random: Math.random,
  retry: {
    onRetry: ({ found, attempt, attempts, pause }) => {
      const seconds = (pause / 1000).toFixed(1);
      terminal.say(`  found ${found}; try ${String(attempt)} of ${String(attempts)} in ${seconds} s`);
    },
  },
});
