/** `serve`: serves the current snapshot, or a star that SQL Server holds, to Power BI and the preview to browsers. */
import { Command } from 'commander';
import { ConnectorError } from '../../errors';
import { openSnapshotStore } from '../../snapshot/snapshotStore';
import { addLookOptions, openLook, type LookChoice } from '../companyLook';
import type { Config } from '../config';
import type { Invocation } from '../invocation';
import { serveUntilStopped } from '../service';
import { openServerStar } from '../serverStar';
import { readSqlServerSettings } from '../sqlServerChoice';

interface ServeOptions extends LookChoice {
  readonly star?: string;
}

export function serveCommand(invocation: Invocation): Command {
  const command = new Command('serve')
    .description('serve the current snapshot to Power BI and the preview')
    .option(
      '--star <settings>',
      'serve the star that "star --engine" built in SQL Server instead; JSON file (docs/sql-server.md)',
    );
  return addLookOptions(command).action(async ({ star, ...choice }: ServeOptions) => {
    const settings = invocation.config();
    if (star === undefined) return serveSnapshots(invocation, settings, choice);
    const [given] = Object.keys(choice);
    if (given !== undefined) {
      throw new ConnectorError('USAGE', {
        target: `--${given}`,
        hint: 'It is for the preview, which reads snapshots only; leave it or --star out.',
      });
    }
    if (settings.refreshSchedule !== null) {
      throw new ConnectorError('CONFIG_INVALID', {
        target: 'NPS_REFRESH',
        found: `"${settings.refreshSchedule}"`,
        expected: 'nothing with --star',
        hint: 'The star in SQL Server is built by "nps-dashboards star": have its job run that.',
      });
    }
    const pool = await openServerStar(readSqlServerSettings(star), settings, invocation);
    await serveUntilStopped(invocation, settings, { star: pool });
  });
}

async function serveSnapshots(invocation: Invocation, settings: Config, choice: LookChoice): Promise<void> {
  const look = await openLook('serve', choice);
  const snapshots = openSnapshotStore(settings.dataFolder);
  const lease = snapshots.current();
  if (lease === null) {
    const hint = 'Run "nps-dashboards refresh" or "nps-dashboards import <csv>" first.';
    throw new ConnectorError('SNAPSHOT_MISSING', { target: settings.dataFolder, hint });
  }
  lease.release();
  await serveUntilStopped(invocation, settings, { look });
}
