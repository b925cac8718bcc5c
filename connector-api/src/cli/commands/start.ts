/** `start`: everything at once, what `npm start` runs: answers in if there are none yet, then the service and the preview. */
import { Command } from 'commander';
import { ConnectorError } from '../../errors';
import { openSnapshotStore } from '../../snapshot/snapshotStore';
import { addImportOptions, type ImportChoice, openImport } from '../importChoice';
import { addLookOptions, openLook, type LookChoice } from '../companyLook';
import type { Invocation } from '../invocation';
import { runRefresh } from '../runRefresh';
import { assertPortFree, serveUntilStopped } from '../service';
import { addSampleOptions, chooseSource, rememberSource, type SourceChoice } from '../sourceChoice';

type StartChoice = ImportChoice & SourceChoice & LookChoice & { readonly import?: string };

export function startCommand(invocation: Invocation): Command {
  const { config, terminal } = invocation;
  const command = new Command('start')
    .description('read answers where there are none yet (the sample, or a CSV), then serve them and the preview')
    .option('--import <csv>', 'a CSV of answers to read first')
    .option('--sample', 'make the sample again, whatever was read before');
  return addLookOptions(addSampleOptions(addImportOptions(command))).action(
    async ({ theme, logo, ...options }: StartChoice) => {
      const settings = config();
      const look = await openLook('start', { theme, logo });
      await assertPortFree(settings);
      if (options.import !== undefined) {
        const source = await openImport(options.import, options, settings, terminal);
        await runRefresh(source, settings, terminal);
        const { import: file, ...rest } = options;
        rememberSource(settings.dataFolder, { kind: 'csv', file, options: rest });
      } else if (asksSample(options) || !hasSnapshot(settings.dataFolder)) {
        const { source, remember } = await chooseSource(settings, sampleOnly(options), terminal);
        await runRefresh(source, settings, terminal);
        remember();
      } else {
        terminal.say(`Using the snapshot in ${settings.dataFolder} (refresh reads the source again)`);
      }
      await serveUntilStopped(invocation, settings, { look });
    },
  );
}

const asksSample = (options: StartChoice): boolean => Object.keys(sampleOnly(options)).length > 0;

const sampleOnly = (options: StartChoice): SourceChoice =>
  Object.fromEntries(Object.entries(options).filter(([name]) => name.startsWith('sample')));

/** A snapshot that an older version built with other tables is none: everything is then read and built again. */
function hasSnapshot(dataFolder: string): boolean {
  try {
    const lease = openSnapshotStore(dataFolder).current();
    lease?.release();
    return lease !== null;
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'SNAPSHOT_OUTDATED') return false;
    throw error;
  }
}
