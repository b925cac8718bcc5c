/** `star --engine`: builds the star as tables inside SQL Server or Fabric Warehouse, or prints the script that does. */
import { Command } from 'commander';
import { ConnectorError } from '../../errors';
import { sourceName } from '../../source/mssql/connection';
import { mappingsOf } from '../../source/mssql/mapping';
import type { SqlServerSettings } from '../../source/mssql/settings';
import { openCheckedDatabase } from '../../source/mssql/sqlServerSource';
import { surveySchemaSql } from '../../source/mssql/surveySchema';
import { scriptOf } from '../../staging/sqlserver/batch';
import {
  buildStarInSqlServer,
  type MappedSelect,
  type SqlServerStarSettings,
  starScript,
} from '../../staging/sqlserver/starInSqlServer';
import { type Target, targets } from '../../staging/sqlserver/target';
import { entityOf } from '../../survey/entities';
import type { Config } from '../config';
import type { Invocation } from '../invocation';
import { readSqlServerSettings, sqlServerContext } from '../sqlServerChoice';
import { productVersion } from '../version';

interface StarOptions {
  readonly engine: string;
  readonly print?: true;
  readonly printSource?: true;
}

export function starCommand({ config, terminal, environment }: Invocation): Command {
  return new Command('star')
    .description('build the star as tables inside SQL Server (schema star), for data that one machine cannot hold')
    .argument('<settings>', 'JSON file: server, database, identity and mapping (docs/sql-server.md)')
    .requiredOption('--engine <name>', 'sqlserver (also Azure SQL), or fabric (Fabric Warehouse)')
    .option('--print', 'print the T-SQL instead of running it; asks no server')
    .option('--print-source', 'print the reference schema of the survey tables instead; asks no server')
    .action(async (file: string, options: StarOptions) => {
      const target = options.engine in targets ? targets[options.engine as keyof typeof targets] : undefined;
      if (target === undefined) {
        throw new ConnectorError('USAGE', {
          target: '--engine',
          found: `"${options.engine}"`,
          expected: 'sqlserver or fabric (the embedded engine builds at every refresh)',
        });
      }
      const settings = readSqlServerSettings(file);
      const how = starSettings(config(), settings, target);
      if (options.printSource === true) {
        terminal.result(surveySchemaSql(settings.schema));
        return;
      }
      if (options.print === true) {
        terminal.result(scriptOf(starScript(assumedSelects(settings), how)));
        return;
      }
      // One connection: the lock and the temporary tables belong to its session.
      const { pool, plans } = await openCheckedDatabase(
        { ...settings, readers: 0 },
        sqlServerContext(environment, terminal),
      );
      try {
        const selects = plans.map(({ entity, mapping, columns }) => ({
          entity,
          select: mapping.select,
          columns: columns.map((column) => column.name),
        }));
        const rows = await buildStarInSqlServer(pool, selects, how, (title) => {
          terminal.say(`  ${title}`);
        });
        for (const [table, count] of Object.entries(rows)) terminal.result(`${table}: ${String(count)} rows`);
      } finally {
        await pool.close();
      }
    });
}

/** Without a server, a SELECT is taken to give every column of its entity. */
const assumedSelects = (settings: SqlServerSettings): MappedSelect[] =>
  mappingsOf(settings).map(({ entity, select }) => ({
    entity,
    select,
    columns: Object.keys(entityOf(entity).columns),
  }));

const starSettings = (
  { timeZone, fiscalStartMonth, unknownName, keepSnapshots }: Config,
  settings: SqlServerSettings,
  target: Target,
): SqlServerStarSettings => ({
  target,
  timeZone,
  fiscalStartMonth,
  unknownName,
  now: () => new Date(),
  version: productVersion(),
  source: `sqlserver ${sourceName(settings)}`,
  keep: keepSnapshots,
});
