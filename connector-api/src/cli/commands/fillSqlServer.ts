/** `fill-sqlserver <settings>`: loads the sample into the reference tables, to try the whole way on a SQL Server. */
import { Command } from 'commander';
import { openPool } from '../../source/mssql/connection';
import { driverAuthentication } from '../../source/mssql/credentials';
import { fillSurvey } from '../../source/mssql/fillSurvey';
import { usualRetrying } from '../../source/mssql/retry';
import { sampleSource } from '../../source/sample/sampleSource';
import type { Invocation } from '../invocation';
import { addSampleOptions, sampleOptions, type SourceChoice } from '../sourceChoice';
import { readSqlServerSettings, sqlServerContext } from '../sqlServerChoice';

export function fillSqlServerCommand({ terminal, environment }: Invocation): Command {
  const command = new Command('fill-sqlserver')
    .description('load the sample into the reference tables of a SQL Server (connector-api/sql/survey.sql)')
    .argument('<settings>', 'JSON file: server, database and a login that may insert')
    .option('--replace', 'empty the tables first');
  return addSampleOptions(command).action(async (file: string, options: SourceChoice & { readonly replace?: true }) => {
    const settings = readSqlServerSettings(file);
    const context = sqlServerContext(environment, terminal);
    const pool = await openPool(settings, driverAuthentication(settings.authentication, context), {
      ...usualRetrying(context.random),
      ...context.retry,
    });
    try {
      let last = '';
      await fillSurvey(pool, sampleSource(sampleOptions(options, Date.now())), {
        schema: settings.schema,
        replace: options.replace === true,
        progress: (entity, rows) => {
          if (entity !== last) terminal.say(`  ${entity} (${String(rows)} rows so far)`);
          last = entity;
        },
      });
    } finally {
      await pool.close();
    }
  });
}
