/** `connect <settings>`: reads a SQL Server and switches to a snapshot of it; `refresh` then reads what changed. */
import { Command } from 'commander';
import { openCheckedDatabase, openSqlServerSource } from '../../source/mssql/sqlServerSource';
import type { Invocation } from '../invocation';
import { runRefresh } from '../runRefresh';
import { rememberSource } from '../sourceChoice';
import { readSqlServerSettings, sqlServerContext } from '../sqlServerChoice';

export function connectCommand({ config, terminal, environment }: Invocation): Command {
  return new Command('connect')
    .description('read a SQL Server and switch to a snapshot of it; later, refresh reads what changed')
    .argument('<settings>', 'JSON file: server, database, identity and mapping (docs/sql-server.md)')
    .option('--check', 'only connect and check the mapping; read nothing')
    .option('--full', 'read everything, not only what changed')
    .action(async (file: string, options: { readonly check?: true; readonly full?: true }) => {
      const settings = readSqlServerSettings(file);
      const context = sqlServerContext(environment, terminal);
      if (options.check === true) {
        const { pool, plans, notes } = await openCheckedDatabase(settings, context);
        await pool.close();
        for (const { entity, columns } of plans) terminal.say(`  ${entity}: ${String(columns.length)} columns fit`);
        for (const note of notes) terminal.say(`  ${note}`);
        return;
      }
      const chosen = config();
      await runRefresh(await openSqlServerSource(settings, context), chosen, terminal, options.full === true);
      rememberSource(chosen.dataFolder, { kind: 'sqlserver', file });
    });
}
