/** `serve`: serves the current snapshot, or a star that SQL Server holds, to Power BI and the preview to browsers. */
import { Command } from 'commander';
import { ConnectorError } from '../../errors';
import { openSnapshotStore } from '../../snapshot/snapshotStore';
import type { Config } from '../config';
import type { Invocation } from '../invocation';
import { serveUntilStopped } from '../service';
import { openServerStar } from '../serverStar';
import { readSqlServerSettings } from '../sqlServerChoice';

interface ServeOptions {
  readonly star?: string;
}

export function serveCommand(invocation: Invocation): Command {
  return new Command('serve')
    .description('serve the current snapshot to Power BI and the preview')
    .option(
      '--star <settings>',
      'serve the star that "star --engine" built in SQL Server instead; JSON file (docs/sql-server.md)',
    )
    .action(async ({ star }: ServeOptions) => {
      const settings = invocation.config();
      if (star === undefined) await serveSnapshots(invocation, settings);
      else
        await serveUntilStopped(
          invocation,
          settings,
          await openServerStar(readSqlServerSettings(star), settings, invocation),
        );
    });
}

async function serveSnapshots(invocation: Invocation, settings: Config): Promise<void> {
  const snapshots = openSnapshotStore(settings.dataFolder);
  const lease = snapshots.current();
  if (lease === null) {
    const hint = 'Run "nps-dashboards refresh" or "nps-dashboards import <csv>" first.';
    throw new ConnectorError('SNAPSHOT_MISSING', { target: settings.dataFolder, hint });
  }
  lease.release();
  await serveUntilStopped(invocation, settings);
}
