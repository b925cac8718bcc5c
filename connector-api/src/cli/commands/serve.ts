/** `serve`: serves the current snapshot to Power BI and the preview to browsers. */
import { Command } from 'commander';
import { ConnectorError } from '../../errors';
import { openSnapshotStore } from '../../snapshot/snapshotStore';
import type { Invocation } from '../invocation';
import { serveUntilStopped } from '../service';

export function serveCommand(invocation: Invocation): Command {
  return new Command('serve').description('serve the current snapshot to Power BI and the preview').action(async () => {
    const settings = invocation.config();
    const snapshots = openSnapshotStore(settings.dataFolder);
    const lease = snapshots.current();
    if (lease === null) {
      const hint = 'Run "nps-dashboards refresh" or "nps-dashboards import <csv>" first.';
      throw new ConnectorError('SNAPSHOT_MISSING', { target: settings.dataFolder, hint });
    }
    lease.release();
    await serveUntilStopped(invocation, settings);
  });
}
